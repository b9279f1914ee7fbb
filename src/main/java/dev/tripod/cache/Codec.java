package dev.tripod.cache;

/**
 * Turns the keys or values of a cache into bytes and back. Thread-safe.
 *
 * @param <T> what it carries
 */
public interface Codec<T> {
    byte[] encode(T value);

    /** Reads what {@link #encode} wrote; anything else is an {@link IllegalArgumentException}. */
    T decode(byte[] bytes);

    /** Whether equal objects always become the same bytes, so that a store may compare them itself. */
    default boolean canonical() {
        return false;
    }

    /** Whether the carried objects never change, so that a local cache may hand out the same one without a copy. */
    default boolean immutable() {
        return false;
    }
}
