package dev.tripod.broadcast;

import dev.tripod.store.SharedStore;
import java.time.InstantSource;
import java.util.Optional;

/** Makes broadcasters where no container does. */
public final class Broadcasters {
    private Broadcasters() {}

    /** Through the shared store, with which it ends; empty when there is none. */
    public static Optional<Broadcaster> over(SharedStore shared, String prefix, InstantSource clock) {
        return shared.client()
                .map(client -> new UpstashBroadcaster(shared.store().orElseThrow(), client, prefix, clock));
    }
}
