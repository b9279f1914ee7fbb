package dev.tripod.store;

import java.time.Duration;
import java.util.List;

/** How long a key lives from a write on. Durations are positive and count in whole milliseconds, rounded up. */
public final class Lifetime {
    /** Until it is removed. */
    public static final Lifetime ENDLESS = new Lifetime(List.of());

    /** As long as it was to live before. */
    public static final Lifetime UNCHANGED = new Lifetime(List.of("KEEPTTL"));

    private final List<Object> options;

    private Lifetime(List<Object> options) {
        this.options = options;
    }

    /** So long from now; a duration that is not positive is an {@link IllegalArgumentException}. */
    public static Lifetime of(Duration time) {
        return new Lifetime(List.of("PX", millis(time)));
    }

    static long millis(Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("A lifetime is positive");
        }
        return time.plusNanos(999_999).toMillis();
    }

    /** The options of SET that say it. */
    List<Object> options() {
        return options;
    }
}
