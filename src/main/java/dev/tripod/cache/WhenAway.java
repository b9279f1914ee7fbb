package dev.tripod.cache;

/** What a cache in the shared store does while that does not answer. */
public enum WhenAway {
    /** Fails, and keeps nothing here beside the store; for what only one truth may decide. */
    FAIL,
    /** Reads what this instance has seen of it before; changes fail. */
    READ_COPIES,
    /**
     * Goes on from what this instance has seen before, and writes its changes back when the store answers again, merged
     * with what others did ({@link Merger}). What was never seen here fails.
     */
    GO_ON,
    /** Goes on likewise, and takes what was never seen here for absent. */
    GO_ON_FROM_NOTHING
}
