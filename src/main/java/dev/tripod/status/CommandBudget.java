package dev.tripod.status;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** How many commands this instance has sent since midnight UTC, when the service's day begins. Thread-safe. */
@Singleton
final class CommandBudget {
    private static final Duration DAY = Duration.ofDays(1);

    private final Sampler sampler;
    private final InstantSource clock;

    // Guarded by this.
    private Instant begin;
    private long before;

    @Inject
    CommandBudget(Sampler sampler, InstantSource clock) {
        this.sampler = sampler;
        this.clock = clock;
        this.begin = midnight(clock.instant());
    }

    /** Commands of today, as far back as this instance runs. */
    synchronized long today() {
        var day = midnight(clock.instant());
        var all = sampler.commands();
        if (day.isAfter(begin)) {
            begin = day;
            before = all;
        }
        return all - before;
    }

    /** How many will have been sent at midnight when it goes on as it did lately. */
    long forecast(long today, double perHour) {
        var left = Duration.between(clock.instant(), resetsAt());
        return today
                + Math.round(perHour * left.toMillis() / Duration.ofHours(1).toMillis());
    }

    /** The next midnight. */
    Instant resetsAt() {
        return midnight(clock.instant()).plus(DAY);
    }

    /** Whether a moment is of today. */
    boolean isToday(Instant moment) {
        return midnight(moment).equals(midnight(clock.instant()));
    }

    private static Instant midnight(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS).toInstant();
    }
}
