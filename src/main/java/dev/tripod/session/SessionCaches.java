package dev.tripod.session;

import dev.tripod.cache.CacheDefinition;
import dev.tripod.cache.JsonCodec;
import dev.tripod.cache.TripodConfiguration;
import dev.tripod.cache.TripodConfiguration.WhenFull;
import dev.tripod.cache.WhenAway;
import dev.tripod.config.Settings;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;

/** How the caches of this package are made. Each entry is put with a lifetime of its own. */
final class SessionCaches {
    private static final Duration COPIES_TRUSTED = Duration.ofSeconds(60);

    @Produces
    @Singleton
    CacheDefinition sessions(Settings settings) {
        return new CacheDefinition(
                SessionRecords.CACHE,
                new TripodConfiguration<String, SessionRecord>()
                        .setTypes(String.class, SessionRecord.class)
                        .setValueCodec(new SessionCodec())
                        .setNearCopies(copiesTrusted(settings.sessions().idle()))
                        .setGoOnWhenAway(WhenAway.GO_ON, SessionRecord::merged)
                        .setWhenFull(WhenFull.REFUSE));
    }

    /**
     * Reading a session is a use of it, so that a copy just read lives on for nearly its idle time; with half of it no
     * copy can seem over while the session is not.
     */
    private static Duration copiesTrusted(Duration idle) {
        var half = idle.dividedBy(2);
        return half.compareTo(COPIES_TRUSTED) < 0 ? half : COPIES_TRUSTED;
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
                        .setGoOnWhenAway(WhenAway.GO_ON_FROM_NOTHING, (before, here, there) -> here.and(there))
                        .setWhenFull(WhenFull.EVICT));
    }
}
