package dev.tripod.session;

import dev.tripod.cache.CacheName;
import dev.tripod.cache.LifetimeEntry;
import dev.tripod.problem.Problem;
import dev.tripod.problem.ProblemException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import javax.cache.Cache;
import javax.cache.processor.MutableEntry;

/**
 * How often something may happen in a time; beyond it {@code TOO_MANY} with the time to wait. Shared by all instances.
 * The window slides: the moments of the last permits are kept, so that no two windows meet in which twice as much
 * could happen, and the time to wait is exact. Each call is one read and at most one compare-and-set.
 */
@Singleton
public final class RateLimits {
    /** The name of the cache. */
    static final String CACHE = "limits";

    private final Cache<String, Hits> cache;
    private final InstantSource clock;

    /**
     * A limit.
     *
     * @param name names the kind of thing that is counted
     * @param permits how often it may happen in the window
     */
    public record Limit(String name, int permits, Duration window) {}

    @Inject
    RateLimits(@CacheName(CACHE) Cache<String, Hits> cache, InstantSource clock) {
        this.cache = cache;
        this.clock = clock;
    }

    /** Counts one and refuses it when that is more than allowed; what is refused does not count. */
    public void take(Limit limit, String who) {
        refuse(cache.invoke(key(limit, who), (entry, arguments) -> {
            var now = clock.instant();
            var wait = hits(entry).waitFor(limit, now);
            if (wait.isEmpty()) {
                add(entry, limit, now);
            }
            return wait;
        }));
    }

    /** Refuses when the limit is reached already; counts nothing. */
    public void check(Limit limit, String who) {
        refuse(Optional.ofNullable(cache.get(key(limit, who))).flatMap(hits -> hits.waitFor(limit, clock.instant())));
    }

    private static String key(Limit limit, String who) {
        return limit.name() + ":" + who;
    }

    private static Hits hits(MutableEntry<String, Hits> entry) {
        var hits = entry.getValue();
        return hits == null ? Hits.NONE : hits;
    }

    private static void add(MutableEntry<String, Hits> entry, Limit limit, Instant now) {
        set(entry, hits(entry).plus(now, limit), limit);
    }

    @SuppressWarnings("unchecked")
    private static void set(MutableEntry<String, Hits> entry, Hits hits, Limit limit) {
        entry.unwrap(LifetimeEntry.class).setValue(hits, limit.window());
    }

    private static void refuse(Optional<Duration> wait) {
        if (wait.isPresent()) {
            throw ProblemException.retryable(
                    Problem.TOO_MANY, "This happened too often; wait before trying again", wait.get());
        }
    }
}
