package dev.tripod.pairing;

import dev.tripod.cache.CacheName;
import dev.tripod.problem.Problem;
import dev.tripod.problem.ProblemException;
import dev.tripod.store.StoreException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.cache.Cache;

/**
 * The stored pairings. One is made in the store that all instances share; if that is away, on this instance, which then
 * is its one judge for good.
 */
@Singleton
final class PairingRecords {
    static final String PAIRINGS = "pairings";
    static final String CODES = "pairing-codes";
    static final String OFFERS = "pairing-offers";

    private static final Duration MAY_BE_BACK = Duration.ofSeconds(2);

    private final PairingShelf shared;
    private final PairingShelf local;
    private final PairingCounts counts;

    /** A pairing before and after a change; the same when there was nothing to change. */
    record Changed(Pairing before, Pairing after) {
        boolean happened() {
            return !before.equals(after);
        }
    }

    /** A pairing as it was stored, and the code that leads to it. */
    record Added(Pairing pairing, PairingCode code) {}

    @Inject
    PairingRecords(
            @CacheName(PAIRINGS) Cache<String, Pairing> pairings,
            @CacheName(CODES) Cache<String, String> codes,
            @CacheName(OFFERS) Cache<String, String> offers,
            LocalPairings local,
            PairingCounts counts,
            InstantSource clock) {
        this.shared = new PairingShelf(pairings, codes, offers, clock);
        this.local = local.shelf();
        this.counts = counts;
    }

    /** Stores a new pairing where it can be judged now. */
    Added add(Pairing pairing) {
        var added = addWhereItIsJudged(pairing);
        counts.became(PairingState.PENDING);
        return added;
    }

    private Added addWhereItIsJudged(Pairing pairing) {
        try {
            return new Added(pairing, shared.add(pairing));
        } catch (StoreException e) {
            if (!e.isAway()) {
                throw e;
            }
            // The store may have got the other one all the same; nobody has seen a secret of that.
            var here = pairing.offeredAnew(PairingToken.random(), Judge.LOCAL);
            return new Added(here, local.add(here));
        }
    }

    /** Makes this the offer for its room and role; answers those that it replaces, which may be over. */
    Stream<PairingId> replaceOffer(Pairing pairing) {
        return pairing.judge() == Judge.LOCAL
                ? local.replaceOffer(pairing).stream()
                : Stream.concat(shared.replaceOffer(pairing).stream(), local.takeOffer(pairing).stream());
    }

    Optional<Pairing> find(PairingId id) {
        return local.find(id).or(() -> judged(() -> shared.find(id)));
    }

    /** Where a secret leads; the pairing itself may be forgotten already. */
    Optional<PairingId> idOf(PairingSecret secret) {
        return secret instanceof PairingToken token ? Optional.of(PairingId.of(token)) : idOf((PairingCode) secret);
    }

    private Optional<PairingId> idOf(PairingCode code) {
        return local.idOf(code).or(() -> judged(() -> shared.idOf(code)));
    }

    /** Changes a pairing atomically; the change answers its argument when there is nothing to do. */
    Optional<Changed> change(PairingId id, BiFunction<Pairing, Instant, Pairing> change) {
        var changed = local.change(id, change).or(() -> judged(() -> shared.change(id, change)));
        changed.filter(Changed::happened)
                .ifPresent(done -> counts.became(done.after().state()));
        return changed;
    }

    /** What only the shared store can say; {@code PAIRING_UNAVAILABLE} while it cannot. */
    private static <T> T judged(Supplier<T> question) {
        try {
            return question.get();
        } catch (StoreException e) {
            if (!e.isAway()) {
                throw e;
            }
            throw ProblemException.retryable(
                    Problem.PAIRING_UNAVAILABLE, "The pairing cannot be looked at now; try again", MAY_BE_BACK);
        }
    }
}
