package dev.tripod.web;

import dev.tripod.config.Settings;
import dev.tripod.store.SharedStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;

/** What happens once, when the application starts: faulty settings stop it here. */
@Singleton
final class Startup {
    private static final System.Logger LOG = System.getLogger(Startup.class.getName());

    void started(
            @Observes @Initialized(ApplicationScoped.class) Object application, Settings settings, SharedStore store) {
        if (settings.upstash().isEmpty()) {
            LOG.log(System.Logger.Level.INFO, "[STORAGE] No persistence configured - using in-memory storage only");
            return;
        }
        LOG.log(System.Logger.Level.INFO, "[UPSTASH] Redis REST API configured");
        settings.upstash()
                .ifPresent(upstash -> LOG.log(
                        System.Logger.Level.INFO,
                        "[UPSTASH] Host {0}",
                        upstash.url().getHost()));
        // Without waiting: a store that is away must not delay the start.
        var unused = store.check().thenAccept(Startup::tell);
    }

    private static void tell(Optional<String> trouble) {
        if (trouble.isEmpty()) {
            LOG.log(System.Logger.Level.INFO, "[UPSTASH] ✓ Connection verified");
        } else {
            LOG.log(System.Logger.Level.WARNING, "[UPSTASH] Connection test warning: " + trouble.get());
        }
    }
}
