package dev.tripod.session;

import jakarta.inject.Singleton;
import java.time.Duration;

/** How often something may happen in a time; beyond it {@code TOO_MANY} with the time to wait. Shared by all instances. */
@Singleton
public final class RateLimits {
    /**
     * A limit.
     *
     * @param name names the kind of thing that is counted
     * @param permits how often it may happen in the window
     */
    public record Limit(String name, int permits, Duration window) {}

    /** Counts one and refuses it when that is more than allowed. */
    public void take(Limit limit, String who) {
        throw new UnsupportedOperationException();
    }

    /** Refuses when the limit is reached already; counts nothing. */
    public void check(Limit limit, String who) {
        throw new UnsupportedOperationException();
    }

    /** Counts one without refusing it. */
    public void count(Limit limit, String who) {
        throw new UnsupportedOperationException();
    }
}
