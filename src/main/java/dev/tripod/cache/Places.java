package dev.tripod.cache;

import java.net.URI;
import java.util.Properties;

/** Knows where caches of managers are kept. Thread-safe. */
interface Places {
    /** The place of a manager with this URI and these properties. */
    Place at(URI uri, Properties properties);

    /** Whether managers that name no place keep their caches in a store that instances share. */
    boolean shared();

    /** One place for all managers, which whoever made it closes. */
    record Fixed(CacheFactory factory) implements Places {
        @Override
        public Place at(URI uri, Properties properties) {
            return new Place(factory, () -> {});
        }

        @Override
        public boolean shared() {
            return factory.shared().isPresent();
        }
    }
}
