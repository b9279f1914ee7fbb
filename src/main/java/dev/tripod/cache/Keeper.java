package dev.tripod.cache;

/**
 * Turns what callers hand in into what a backing holds, and back: by reference the object itself, by value the object
 * when it never changes and a copy as bytes when it may; for the key-value store always bytes.
 *
 * @param <T> keys or values
 */
final class Keeper<T> {
    private enum Form {
        REFERENCE,
        VALUE,
        BYTES
    }

    private final Form form;
    private final Codec<T> codec;

    private Keeper(Form form, Codec<T> codec) {
        this.form = form;
        this.codec = codec;
    }

    /** Holds objects of this process. */
    static <T> Keeper<T> ofObjects(boolean byReference, Codec<T> codec) {
        return new Keeper<>(byReference ? Form.REFERENCE : Form.VALUE, codec);
    }

    /** Holds bytes. */
    static <T> Keeper<T> ofBytes(Codec<T> codec) {
        return new Keeper<>(Form.BYTES, codec);
    }

    Object hold(T object) {
        return switch (form) {
            case REFERENCE -> object;
            case VALUE -> codec.immutable() || Immutables.isImmutable(object.getClass()) ? object : encoded(object);
            case BYTES -> encoded(object);
        };
    }

    private Encoded encoded(T object) {
        return new Encoded(codec.encode(object));
    }

    /** Whether equal objects are held in equal forms. */
    boolean canonical() {
        return form == Form.BYTES && codec.canonical();
    }

    @SuppressWarnings("unchecked")
    T give(Object held) {
        return held instanceof Encoded encoded ? codec.decode(encoded.bytes) : (T) held;
    }
}
