package dev.tripod.store;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The store as a bean: the shared one where it is configured, else this instance's own. */
final class StoreProducer {
    @Produces
    @Singleton
    KeyValueStore store(SharedStore shared, LocalStore local) {
        return shared.store().orElse(local);
    }
}
