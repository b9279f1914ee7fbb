package dev.tripod.session;

import dev.tripod.cache.CacheDefinition;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import javax.cache.configuration.MutableConfiguration;

/** How the caches of this package are made. Each entry is put with a lifetime of its own. */
final class SessionCaches {
    @Produces
    @Singleton
    CacheDefinition sessions() {
        return new CacheDefinition(
                SessionRecords.CACHE,
                new MutableConfiguration<String, SessionRecord>().setTypes(String.class, SessionRecord.class));
    }

    @Produces
    @Singleton
    CacheDefinition limits() {
        return new CacheDefinition(
                RateLimits.CACHE, new MutableConfiguration<String, Hits>().setTypes(String.class, Hits.class));
    }
}
