package dev.tripod.upstash;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** How long to wait before a stream is opened again: half a second, then twice as long each time, up to thirty. */
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final DoubleSupplier random;
    private Duration next = FIRST;

    /** Jitter comes from numbers between 0 and 1. */
    Backoff(DoubleSupplier random) {
        this.random = random;
    }

    void reset() {
        next = FIRST;
    }

    /** The wait after this failure: between half of it and all of it. */
    Duration after(UpstashException failure) {
        var wait = next;
        var doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        var least =
                switch (failure.kind()) {
                    case QUOTA -> Duration.ofMinutes(5);
                    case MISCONFIGURED -> Duration.ofMinutes(1);
                    default ->
                        failure.retryAfter()
                                .filter(asked -> asked.compareTo(LONGEST) < 0)
                                .orElse(Duration.ZERO);
                };
        return least.plusMillis((long) (wait.toMillis() * (0.5 + random.getAsDouble() / 2)));
    }
}
