package dev.tripod.store;

/** What a key holds. Values are changed only under the store's lock. */
sealed interface Value permits TextValue, HashValue, SetValue, StreamValue {
    /** The type's name as the dialect knows it. */
    String type();

    /** Estimated bytes of memory. */
    long weight();

    /** Whether there is nothing left to keep, so that the key goes too. */
    boolean isEmpty();
}
