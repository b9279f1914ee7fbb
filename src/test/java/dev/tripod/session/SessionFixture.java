package dev.tripod.session;

import dev.tripod.cache.CacheDefinition;
import dev.tripod.cache.TripodCache;
import dev.tripod.cache.TripodCachingProvider;
import dev.tripod.store.MemoryBudget;
import dev.tripod.testing.DirectBroadcaster;
import dev.tripod.testing.ManualClock;
import dev.tripod.testing.TestSettings;
import javax.cache.CacheManager;

/** The services of this package on local caches. */
final class SessionFixture {
    final SessionRecords records;
    final SessionService sessions;
    final RateLimits limits;

    SessionFixture(ManualClock clock) {
        this(clock, new MemoryBudget(1 << 20));
    }

    SessionFixture(ManualClock clock, MemoryBudget budget) {
        var caches = new TripodCachingProvider(budget, clock).getCacheManager();
        var definitions = new SessionCaches();
        records = new SessionRecords(cache(caches, definitions.sessions(TestSettings.DEFAULTS)), clock);
        var counts = new SessionCounts(TestSettings.DEFAULTS, clock);
        sessions = new SessionService(records, new DirectBroadcaster(), TestSettings.DEFAULTS, counts, clock);
        limits = new RateLimits(cache(caches, definitions.limits()), clock);
    }

    @SuppressWarnings("unchecked")
    private static <V> TripodCache<String, V> cache(CacheManager caches, CacheDefinition definition) {
        return caches.createCache(definition.name(), definition.configuration()).unwrap(TripodCache.class);
    }
}
