package dev.tripod.cache;

/** An entry as a backing holds it. Compared by identity: a replaced slot never comes back. */
final class Slot {
    static final long ETERNAL = Long.MAX_VALUE;
    /** Only the backing knows, and the entry keeps what it has. */
    static final long AS_IT_IS = Long.MAX_VALUE - 1;

    /** The value itself when it never changes or is kept by reference, else its {@link Encoded} bytes. */
    final Object held;
    /** Milliseconds of the cache's clock; gone from then on. */
    final long expiresAt;

    final int weight;
    /** Whether copies of the entry before it may live on elsewhere until they end by themselves. */
    final boolean quiet;
    /** The backing's tick of the last use; written by readers without order, read when choosing what to evict. */
    int used;

    Slot(Object held, long expiresAt, int weight) {
        this(held, expiresAt, weight, false);
    }

    Slot(Object held, long expiresAt, int weight, boolean quiet) {
        this.quiet = quiet;
        this.held = held;
        this.expiresAt = expiresAt;
        this.weight = weight;
    }

    static Slot of(Object heldKey, Object held, long expiresAt) {
        return new Slot(held, expiresAt, Weigher.weigh(heldKey, held));
    }

    boolean liveAt(long now) {
        return now < expiresAt;
    }

    boolean eternal() {
        return expiresAt == ETERNAL;
    }
}
