package dev.tripod.pairing;

import dev.tripod.cache.CacheDefinition;
import dev.tripod.cache.JsonCodec;
import dev.tripod.cache.TripodConfiguration;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * How the caches of this package are made. Each entry is put with a lifetime of its own,
 * and when memory is short a new one is refused rather than a live one dropped. While the shared store is away, what is
 * in it is unavailable: no copy could decide who claims a pairing.
 */
final class PairingCaches {
    @Produces
    @Singleton
    CacheDefinition pairings() {
        return new CacheDefinition(PairingRecords.PAIRINGS, records());
    }

    @Produces
    @Singleton
    CacheDefinition codes() {
        return new CacheDefinition(PairingRecords.CODES, index());
    }

    @Produces
    @Singleton
    CacheDefinition offers() {
        return new CacheDefinition(PairingRecords.OFFERS, index());
    }

    @Produces
    @Singleton
    CacheDefinition localPairings() {
        return new CacheDefinition(LocalPairings.PAIRINGS, records().setLocal());
    }

    @Produces
    @Singleton
    CacheDefinition localCodes() {
        return new CacheDefinition(LocalPairings.CODES, index().setLocal());
    }

    @Produces
    @Singleton
    CacheDefinition localOffers() {
        return new CacheDefinition(LocalPairings.OFFERS, index().setLocal());
    }

    private static TripodConfiguration<String, Pairing> records() {
        return new TripodConfiguration<String, Pairing>()
                .setTypes(String.class, Pairing.class)
                .setValueCodec(new JsonCodec<>(Pairing.class))
                .setWhenFull(TripodConfiguration.WhenFull.REFUSE);
    }

    private static TripodConfiguration<String, String> index() {
        return new TripodConfiguration<String, String>()
                .setTypes(String.class, String.class)
                .setWhenFull(TripodConfiguration.WhenFull.REFUSE);
    }
}
