package dev.tripod.pairing;

import dev.tripod.cache.CacheName;
import dev.tripod.cache.LifetimeEntry;
import dev.tripod.cache.TripodCache;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiFunction;
import javax.cache.Cache;
import javax.cache.processor.MutableEntry;

/**
 * The stored pairings: three entries each. The record by its id; the id by the code's digest; and the id by room and
 * role, where the next offer finds the one that it replaces. Changes are compare-and-set.
 */
@Singleton
final class PairingRecords {
    static final String PAIRINGS = "pairings";
    static final String CODES = "pairing-codes";
    static final String OFFERS = "pairing-offers";

    private final Cache<String, Pairing> pairings;
    private final Cache<String, String> codes;
    private final Cache<String, String> offers;
    private final InstantSource clock;

    /** A pairing before and after a change; the same when there was nothing to change. */
    record Changed(Pairing before, Pairing after) {
        boolean happened() {
            return !before.equals(after);
        }
    }

    @Inject
    PairingRecords(
            @CacheName(PAIRINGS) Cache<String, Pairing> pairings,
            @CacheName(CODES) Cache<String, String> codes,
            @CacheName(OFFERS) Cache<String, String> offers,
            InstantSource clock) {
        this.pairings = pairings;
        this.codes = codes;
        this.offers = offers;
        this.clock = clock;
    }

    /** Stores a new pairing and answers the code that leads to it. No code leads to two. */
    PairingCode add(Pairing pairing) {
        var kept = pairing.keptFrom(clock.instant());
        withLifetimes(pairings).put(pairing.id().value(), pairing, kept);
        var code = PairingCode.random();
        while (!withLifetimes(codes).putIfAbsent(code.digest(), pairing.id().value(), kept)) {
            code = PairingCode.random();
        }
        return code;
    }

    /** Makes this the offer for its room and role; answers the one that it replaces, which may be over. */
    Optional<PairingId> replaceOffer(Pairing pairing) {
        var place = pairing.room().value() + ":" + pairing.role();
        var kept = pairing.keptFrom(clock.instant());
        return Optional.ofNullable(
                        withLifetimes(offers).getAndPut(place, pairing.id().value(), kept))
                .map(PairingId::new);
    }

    Optional<Pairing> find(PairingId id) {
        return Optional.ofNullable(pairings.get(id.value()));
    }

    /** Where a secret leads; the pairing itself may be forgotten already. */
    Optional<PairingId> idOf(PairingSecret secret) {
        return secret instanceof PairingToken token
                ? Optional.of(PairingId.of(token))
                : Optional.ofNullable(codes.get(secret.digest())).map(PairingId::new);
    }

    /** Changes a pairing atomically; the change answers its argument when there is nothing to do. */
    Optional<Changed> change(PairingId id, BiFunction<Pairing, Instant, Pairing> change) {
        return pairings.invoke(id.value(), (entry, arguments) -> {
            var before = entry.getValue();
            if (before == null) {
                return Optional.empty();
            }
            var now = clock.instant();
            var changed = new Changed(before, change.apply(before, now));
            if (changed.happened()) {
                put(entry, changed.after(), changed.after().keptFrom(now));
            }
            return Optional.of(changed);
        });
    }

    @SuppressWarnings("unchecked")
    private static <V> TripodCache<String, V> withLifetimes(Cache<String, V> cache) {
        return cache.unwrap(TripodCache.class);
    }

    @SuppressWarnings("unchecked")
    private static <V> void put(MutableEntry<String, V> entry, V value, java.time.Duration lifetime) {
        entry.unwrap(LifetimeEntry.class).setValue(value, lifetime);
    }
}
