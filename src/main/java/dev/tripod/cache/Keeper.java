package dev.tripod.cache;

/**
 * Turns what callers hand in into what a backing holds, and back: by reference the object itself, by value the object
 * when it never changes and a copy as bytes when it may.
 *
 * @param <T> keys or values
 */
final class Keeper<T> {
    private final boolean byReference;
    private final Codec<T> codec;

    Keeper(boolean byReference, Codec<T> codec) {
        this.byReference = byReference;
        this.codec = codec;
    }

    Object hold(T object) {
        return byReference || codec.immutable() || Immutables.isImmutable(object.getClass())
                ? object
                : new Encoded(codec.encode(object));
    }

    @SuppressWarnings("unchecked")
    T give(Object held) {
        return held instanceof Encoded encoded ? codec.decode(encoded.bytes) : (T) held;
    }
}
