package dev.tripod.broadcast;

import dev.tripod.config.Settings;
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

    void close(@Disposes Broadcaster broadcaster) {
        if (broadcaster instanceof UpstashBroadcaster over) {
            over.close();
        }
    }
}
