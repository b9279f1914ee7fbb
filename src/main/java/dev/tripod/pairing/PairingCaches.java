package dev.tripod.pairing;

import dev.tripod.cache.CacheDefinition;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import javax.cache.configuration.MutableConfiguration;

/** How the caches of this package are made. Each entry is put with a lifetime of its own. */
final class PairingCaches {
    @Produces
    @Singleton
    CacheDefinition pairings() {
        return new CacheDefinition(
                PairingRecords.PAIRINGS,
                new MutableConfiguration<String, Pairing>().setTypes(String.class, Pairing.class));
    }

    @Produces
    @Singleton
    CacheDefinition codes() {
        return index(PairingRecords.CODES);
    }

    @Produces
    @Singleton
    CacheDefinition offers() {
        return index(PairingRecords.OFFERS);
    }

    private static CacheDefinition index(String name) {
        return new CacheDefinition(
                name, new MutableConfiguration<String, String>().setTypes(String.class, String.class));
    }
}
