package dev.tripod.cache;

/** An entry as a backing holds it. Compared by identity: a replaced slot never comes back. */
final class Slot {
    static final long ETERNAL = Long.MAX_VALUE;

    /** The value itself when it never changes or is kept by reference, else its {@link Encoded} bytes. */
    final Object held;
    /** Milliseconds of the cache's clock; gone from then on. */
    final long expiresAt;

    final int weight;
    /** The backing's tick of the last use; written by readers without order, read when choosing what to evict. */
    int used;

    Slot(Object held, long expiresAt, int weight) {
        this.held = held;
        this.expiresAt = expiresAt;
        this.weight = weight;
    }

    boolean liveAt(long now) {
        return now < expiresAt;
    }

    boolean eternal() {
        return expiresAt == ETERNAL;
    }
}
