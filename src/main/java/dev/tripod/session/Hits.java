package dev.tripod.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** When something that is limited happened, oldest first; what two instances counted apart included, no
 * more of it than the limit permits. */
record Hits(List<Instant> moments) {
    static final Hits NONE = new Hits(List.of());

    Hits {
        moments = List.copyOf(moments);
    }

    /** How long to wait until one more is permitted; empty when it is now. */
    Optional<Duration> waitFor(RateLimits.Limit limit, Instant now) {
        var within = within(limit, now);
        if (within.size() < limit.permits()) {
            return Optional.empty();
        }
        var oldest = within.get(within.size() - limit.permits());
        return Optional.of(Duration.between(now, oldest.plus(limit.window())));
    }

    /** With one more; those out of the window, and of too many the oldest, are forgotten. */
    Hits plus(Instant now, RateLimits.Limit limit) {
        var all = Stream.concat(within(limit, now).stream(), Stream.of(now)).toList();
        return new Hits(all.subList(Math.max(0, all.size() - limit.permits()), all.size()));
    }

    /** Those that were counted here and there, each once. */
    Hits and(Hits others) {
        return new Hits(Stream.concat(moments.stream(), others.moments.stream())
                .distinct()
                .sorted()
                .toList());
    }

    private List<Instant> within(RateLimits.Limit limit, Instant now) {
        var start = now.minus(limit.window());
        return moments.stream().filter(moment -> moment.isAfter(start)).toList();
    }
}
