package dev.tripod.room;

import dev.tripod.broadcast.Broadcaster;
import dev.tripod.broadcast.Instances;
import dev.tripod.broadcast.Roster;
import dev.tripod.cache.CacheDefinition;
import dev.tripod.cache.JsonCodec;
import dev.tripod.cache.TripodConfiguration;
import dev.tripod.cache.WhenAway;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;

/** What rooms share; and how their cache is made: a room ends a day after its last use, and is refused rather than dropped. */
final class RoomProducer {
    /** The name of the cache. */
    static final String ROOMS = "rooms";

    private static final Duration COPIES_TRUSTED = Duration.ofSeconds(60);

    @Produces
    @Singleton
    CacheDefinition rooms() {
        return new CacheDefinition(
                ROOMS,
                new TripodConfiguration<String, Room>()
                        .setTypes(String.class, Room.class)
                        .setValueCodec(new JsonCodec<>(Room.class))
                        .setGoOnWhenAway(WhenAway.GO_ON, Room::merged)
                        .setNearCopies(COPIES_TRUSTED)
                        .setWhenFull(TripodConfiguration.WhenFull.REFUSE));
    }

    @Produces
    @Singleton
    RoomParts parts(
            Broadcaster broadcaster,
            Roster roster,
            Instances instances,
            RoomCounts counts,
            InstantSource clock,
            RoomThreads threads) {
        return new RoomParts(broadcaster, roster, instances, counts, clock, threads);
    }
}
