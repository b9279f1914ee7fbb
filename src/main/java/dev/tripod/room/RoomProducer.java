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
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import javax.cache.expiry.Duration;
import javax.cache.expiry.TouchedExpiryPolicy;

/** What rooms share; and how their cache is made: a room ends a day after its last use, and is refused rather than dropped. */
final class RoomProducer {
    /** The name of the cache. */
    static final String ROOMS = "rooms";

    @Produces
    @Singleton
    CacheDefinition rooms() {
        return new CacheDefinition(
                ROOMS,
                new TripodConfiguration<String, Room>()
                        .setTypes(String.class, Room.class)
                        .setValueCodec(new JsonCodec<>(Room.class))
                        .setGoOnWhenAway(WhenAway.GO_ON, Room::merged)
                        .setExpiryPolicyFactory(TouchedExpiryPolicy.factoryOf(new Duration(TimeUnit.HOURS, 24)))
                        .setWhenFull(TripodConfiguration.WhenFull.REFUSE));
    }

    @Produces
    @Singleton
    RoomParts parts(
            Broadcaster broadcaster, Roster roster, Instances instances, InstantSource clock, RoomThreads threads) {
        return new RoomParts(broadcaster, roster, instances, clock, threads);
    }
}
