package dev.tripod.status;

import dev.tripod.pairing.PairingService;
import dev.tripod.room.RoomRegistry;
import dev.tripod.session.SessionCounts;
import dev.tripod.store.SharedStore;
import dev.tripod.store.StoreTraffic;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Looks how things stand now; asks nobody outside this instance. */
@Singleton
final class Sampler {
    private final SessionCounts sessions;
    private final PairingService pairings;
    private final RoomRegistry rooms;
    private final SharedStore store;
    private final InstantSource clock;

    @Inject
    Sampler(
            SessionCounts sessions,
            PairingService pairings,
            RoomRegistry rooms,
            SharedStore store,
            InstantSource clock) {
        this.sessions = sessions;
        this.pairings = pairings;
        this.rooms = rooms;
        this.store = store;
        this.clock = clock;
    }

    Sample sample() {
        return new Sample(
                clock.instant(),
                sessions.alive(),
                pairings.pending(),
                rooms.rooms(),
                rooms.participants(),
                commands(),
                store.traffic().map(StoreTraffic::latencies));
    }

    /** How many commands this instance has sent since its start. */
    long commands() {
        return store.traffic().map(StoreTraffic::commands).orElse(0L);
    }
}
