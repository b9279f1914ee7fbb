package dev.tripod.cache;

import org.jspecify.annotations.Nullable;

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

    /**
     * The class of what was last held as it is: most caches have one, which then needs no further question. Written and
     * read by callers; whoever misses a change asks once more.
     */
    private @Nullable Class<?> asItIs;

    /**
     * Whether anything was ever held as bytes. Set before the first of them leaves here, so that whoever finds one in a
     * map sees this too.
     */
    private boolean encodes;

    private Keeper(Form form, Codec<T> codec) {
        this.form = form;
        this.encodes = form == Form.BYTES;
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
        var type = object.getClass();
        if (type == asItIs) {
            return object;
        }
        if (!staysAsItIs(type)) {
            return encoded(object);
        }
        asItIs = type;
        return object;
    }

    private boolean staysAsItIs(Class<?> type) {
        return switch (form) {
            case REFERENCE -> true;
            case VALUE -> codec.immutable() || Immutables.isImmutable(type);
            case BYTES -> false;
        };
    }

    private Encoded encoded(T object) {
        encodes = true;
        return new Encoded(codec.encode(object));
    }

    /** Whether equal objects are held in equal forms. */
    boolean canonical() {
        return form == Form.BYTES && codec.canonical();
    }

    @SuppressWarnings("unchecked")
    T give(Object held) {
        return encodes && held instanceof Encoded encoded ? codec.decode(encoded.bytes) : (T) held;
    }
}
