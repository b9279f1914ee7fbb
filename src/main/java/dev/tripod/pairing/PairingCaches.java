package dev.tripod.pairing;

import dev.tripod.cache.CacheDefinition;
import dev.tripod.cache.JsonCodec;
import dev.tripod.cache.TripodConfiguration;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * How the caches of this package are made. Each entry is put with a lifetime of its own,
 * and when memory is short a new one is refused rather than a live one dropped.
 */
final class PairingCaches {
    @Produces
    @Singleton
    CacheDefinition pairings() {
        return new CacheDefinition(
                PairingRecords.PAIRINGS,
                new TripodConfiguration<String, Pairing>()
                        .setTypes(String.class, Pairing.class)
                        .setValueCodec(new JsonCodec<>(Pairing.class))
                        .setWhenFull(TripodConfiguration.WhenFull.REFUSE));
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
                name,
                new TripodConfiguration<String, String>()
                        .setTypes(String.class, String.class)
                        .setWhenFull(TripodConfiguration.WhenFull.REFUSE));
    }
}
