package dev.tripod.pairing;

import dev.tripod.cache.CacheName;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import javax.cache.Cache;

/** Where pairings are that this instance alone judges, since they were made while the shared store was away. */
@Singleton
final class LocalPairings {
    static final String PAIRINGS = "local-pairings";
    static final String CODES = "local-pairing-codes";
    static final String OFFERS = "local-pairing-offers";

    private final PairingShelf shelf;

    @Inject
    LocalPairings(
            @CacheName(PAIRINGS) Cache<String, Pairing> pairings,
            @CacheName(CODES) Cache<String, String> codes,
            @CacheName(OFFERS) Cache<String, String> offers,
            InstantSource clock) {
        shelf = new PairingShelf(pairings, codes, offers, clock);
    }

    PairingShelf shelf() {
        return shelf;
    }
}
