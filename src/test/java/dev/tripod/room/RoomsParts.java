package dev.tripod.room;

import dev.tripod.broadcast.Broadcaster;
import dev.tripod.broadcast.Instances;
import dev.tripod.broadcast.Rosters;
import java.time.Duration;
import java.time.InstantSource;

/** What live rooms need, for tests of one instance. */
final class RoomsParts {
    private RoomsParts() {}

    static RoomParts of(Broadcaster broadcaster, InstantSource clock) {
        var instances = new Instances(broadcaster, Duration.ofSeconds(60), Duration.ofSeconds(300), clock);
        return new RoomParts(broadcaster, Rosters.none(), instances, new RoomCounts(), clock, Runnable::run);
    }
}
