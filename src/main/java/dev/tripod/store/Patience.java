package dev.tripod.store;

import java.time.Duration;

/**
 * How long the work of the calling thread may still wait for the shared store: one budget for everything that a request
 * asks of it. Work without one has the whole budget for each question.
 */
public final class Patience {
    /** What a request may wait in all, connecting and second tries included. */
    public static final Duration BUDGET = Duration.ofMillis(1800);

    /** Set and cleared by the thread that works on a request. */
    private static final ThreadLocal<Long> END = new ThreadLocal<>();

    private Patience() {}

    /** The calling thread begins a request; {@link #end} has to follow. */
    public static void begin() {
        END.set(System.nanoTime() + BUDGET.toNanos());
    }

    /** The request is over. */
    public static void end() {
        END.remove();
    }

    /** What is left, zero at least. */
    static Duration left() {
        var end = END.get();
        return end == null ? BUDGET : Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }
}
