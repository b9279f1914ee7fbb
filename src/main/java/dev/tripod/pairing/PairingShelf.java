package dev.tripod.pairing;

import dev.tripod.cache.LifetimeEntry;
import dev.tripod.cache.TripodCache;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiFunction;
import javax.cache.Cache;
import javax.cache.processor.MutableEntry;

/**
 * The pairings of one judge: three entries each. The record by its id; the id by the code's digest; and the id by room
 * and role, where the next offer finds the one that it replaces. Changes are compare-and-set.
 */
record PairingShelf(
        Cache<String, Pairing> pairings,
        Cache<String, String> codes,
        Cache<String, String> offers,
        InstantSource clock) {

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
        var place = place(pairing);
        var kept = pairing.keptFrom(clock.instant());
        return Optional.ofNullable(
                        withLifetimes(offers).getAndPut(place, pairing.id().value(), kept))
                .map(PairingId::new);
    }

    /** Takes away the offer for a pairing's room and role, if there is one, and answers it. */
    Optional<PairingId> takeOffer(Pairing pairing) {
        return Optional.ofNullable(offers.getAndRemove(place(pairing))).map(PairingId::new);
    }

    private static String place(Pairing pairing) {
        return pairing.room().value() + ":" + pairing.role();
    }

    Optional<Pairing> find(PairingId id) {
        return Optional.ofNullable(pairings.get(id.value()));
    }

    Optional<PairingId> idOf(PairingCode code) {
        return Optional.ofNullable(codes.get(code.digest())).map(PairingId::new);
    }

    /** Changes a pairing atomically; the change answers its argument when there is nothing to do. */
    Optional<PairingRecords.Changed> change(PairingId id, BiFunction<Pairing, Instant, Pairing> change) {
        return pairings.invoke(id.value(), (entry, arguments) -> {
            var before = entry.getValue();
            if (before == null) {
                return Optional.empty();
            }
            var now = clock.instant();
            var changed = new PairingRecords.Changed(before, change.apply(before, now));
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
    private static <V> void put(MutableEntry<String, V> entry, V value, Duration lifetime) {
        entry.unwrap(LifetimeEntry.class).setValue(value, lifetime);
    }
}
