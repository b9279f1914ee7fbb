package dev.tripod.session;

import dev.tripod.cache.CacheDefinition;
import dev.tripod.cache.JsonCodec;
import dev.tripod.cache.TripodConfiguration;
import dev.tripod.cache.TripodConfiguration.WhenFull;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** How the caches of this package are made. Each entry is put with a lifetime of its own. */
final class SessionCaches {
    @Produces
    @Singleton
    CacheDefinition sessions() {
        return new CacheDefinition(
                SessionRecords.CACHE,
                new TripodConfiguration<String, SessionRecord>()
                        .setTypes(String.class, SessionRecord.class)
                        .setValueCodec(new SessionCodec())
                        .setWhenFull(WhenFull.REFUSE));
    }

    /** Under pressure the oldest counts go, rather than that everybody is refused. */
    @Produces
    @Singleton
    CacheDefinition limits() {
        return new CacheDefinition(
                RateLimits.CACHE,
                new TripodConfiguration<String, Hits>()
                        .setTypes(String.class, Hits.class)
                        .setValueCodec(new JsonCodec<>(Hits.class))
                        .setWhenFull(WhenFull.EVICT));
    }
}
