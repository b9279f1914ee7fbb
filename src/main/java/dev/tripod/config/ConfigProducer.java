package dev.tripod.config;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** The settings and the clock as beans. */
final class ConfigProducer {
    @Produces
    @Singleton
    Settings settings() {
        return Settings.load();
    }

    @Produces
    @Singleton
    InstantSource clock() {
        return InstantSource.system();
    }
}
