package dev.tripod.broadcast;

import dev.tripod.config.Settings;
import dev.tripod.store.KeyValueStore;
import dev.tripod.store.SharedStore;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** The broadcaster as a bean: through the shared store where one is configured, else within this instance. */
final class BroadcastProducer {
    @Produces
    @Singleton
    Broadcaster broadcaster(SharedStore shared, LocalBroadcaster local, Settings settings, InstantSource clock) {
        return Broadcasters.over(shared, settings.storage().keyPrefix(), clock).orElse(local);
    }

    @Produces
    @Singleton
    Channels channels(SharedStore shared, KeyValueStore store) {
        return shared.client()
                .<Channels>map(client -> new UpstashChannels(store, client))
                .orElseGet(() -> new LocalChannels(store));
    }

    @Produces
    @Singleton
    Roster roster(SharedStore shared, LocalRoster local, Broadcaster broadcaster, Settings settings) {
        return shared.store()
                .<Roster>map(
                        store -> new UpstashRoster(store, settings.storage().keyPrefix(), broadcaster.origin()))
                .orElse(local);
    }

    @Produces
    @Singleton
    Instances instances(Broadcaster broadcaster, Settings settings, InstantSource clock) {
        var rooms = settings.rooms();
        return new Instances(broadcaster, rooms.pingActive(), rooms.pingIdle(), clock);
    }

    void close(@Disposes Broadcaster broadcaster) {
        if (broadcaster instanceof UpstashBroadcaster over) {
            over.close();
        }
    }
}
