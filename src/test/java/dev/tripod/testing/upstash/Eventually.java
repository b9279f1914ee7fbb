package dev.tripod.testing.upstash;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other threads and sockets bring about. */
public final class Eventually {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private Eventually() {}

    /** Returns once it holds; fails after five seconds. */
    public static void holds(BooleanSupplier condition) {
        holds(LIMIT, condition);
    }

    /** Returns once it holds; fails after so long. */
    public static void holds(Duration limit, BooleanSupplier condition) {
        var deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Did not come about within " + limit);
            }
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        }
    }
}
