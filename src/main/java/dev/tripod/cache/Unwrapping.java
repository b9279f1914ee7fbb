package dev.tripod.cache;

/** The one rule of every {@code unwrap}. */
final class Unwrapping {
    private Unwrapping() {}

    static <T> T unwrap(Object object, Class<T> type) {
        if (type.isInstance(object)) {
            return type.cast(object);
        }
        throw new IllegalArgumentException("Cannot unwrap to " + type.getName());
    }
}
