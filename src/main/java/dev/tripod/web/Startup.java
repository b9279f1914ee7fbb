package dev.tripod.web;

import dev.tripod.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** What happens once, when the application starts: faulty settings stop it here. */
@Singleton
final class Startup {
    private static final System.Logger LOG = System.getLogger(Startup.class.getName());

    void started(@Observes @Initialized(ApplicationScoped.class) Object application, Settings settings) {
        if (settings.upstash().isEmpty()) {
            LOG.log(System.Logger.Level.INFO, "[STORAGE] No persistence configured - using in-memory storage only");
        }
    }
}
