package dev.tripod.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.cache.TripodCachingProvider;
import dev.tripod.room.Role;
import dev.tripod.room.RoomId;
import dev.tripod.session.RandomIds;
import dev.tripod.session.SessionId;
import dev.tripod.store.MemoryBudget;
import dev.tripod.testing.ManualClock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PairingRecordsTest {
    private final ManualClock clock = new ManualClock();
    private final TripodCachingProvider provider = new TripodCachingProvider(new MemoryBudget(64 << 20), clock);
    private final CacheManager manager = provider.getCacheManager();
    private final PairingRecords records = records();
    private final ExecutorService threads = Executors.newFixedThreadPool(50);

    @AfterEach
    void close() {
        threads.shutdownNow();
        provider.close();
    }

    @Test
    void leadsFromBothSecretsToThePairing() {
        var token = PairingToken.random();
        var pairing = offer(token);
        var code = records.add(pairing).code();

        assertThat(records.idOf(token)).contains(pairing.id());
        assertThat(records.idOf(code)).contains(pairing.id());
        assertThat(records.find(pairing.id())).contains(pairing);
    }

    @Test
    void remembersWhichOfferANewOneReplaces() {
        var first = offer(PairingToken.random());
        var second = Pairing.offer(
                PairingToken.random(), first.room(), first.role(), first.owner(), "Desk", first.expiresAt());

        assertThat(records.replaceOffer(first)).isEmpty();
        assertThat(records.replaceOffer(second)).contains(first.id());
    }

    @Test
    void forgetsAPairingTenMinutesAfterItsEnd() {
        var pairing = offer(PairingToken.random());
        records.add(pairing);
        records.change(pairing.id(), Pairing::cancelled);

        clock.advance(Duration.ofMinutes(10).minusMillis(1));
        assertThat(records.find(pairing.id())).isPresent();
        clock.advance(Duration.ofMillis(1));
        assertThat(records.find(pairing.id())).isEmpty();
    }

    @Test
    void letsOneOfFiftyClaimsWinInEachOfAHundredRounds() throws Exception {
        for (var round = 0; round < 100; round++) {
            var pairing = offer(PairingToken.random());
            records.add(pairing);

            var winners = together(Collections.nCopies(50, () -> claims(pairing)));

            assertThat(winners).containsOnlyOnce(true).hasSize(50);
        }
    }

    @Test
    void letsEitherAClaimOrACancellationWinAThousandTimes() throws Exception {
        for (var round = 0; round < 1_000; round++) {
            var pairing = offer(PairingToken.random());
            records.add(pairing);

            var happened = together(List.of(() -> claims(pairing), () -> cancels(pairing)));

            var end = records.find(pairing.id()).orElseThrow().state();
            assertThat(happened)
                    .containsExactly(end == PairingState.CLAIMED, end == PairingState.CANCELLED)
                    .containsOnlyOnce(true);
        }
    }

    private boolean claims(Pairing pairing) {
        var claim = Claim.of(new ClaimId(RandomIds.base64url(16)), Optional.empty());
        return records.change(pairing.id(), (now, time) -> now.claimed(claim, time))
                .filter(PairingRecords.Changed::happened)
                .isPresent();
    }

    private boolean cancels(Pairing pairing) {
        return records.change(pairing.id(), Pairing::cancelled)
                .filter(PairingRecords.Changed::happened)
                .isPresent();
    }

    private List<Boolean> together(List<Callable<Boolean>> calls) throws Exception {
        var results = new java.util.ArrayList<Boolean>();
        for (Future<Boolean> result : threads.invokeAll(calls)) {
            results.add(result.get());
        }
        return results;
    }

    private Pairing offer(PairingToken token) {
        var end = clock.instant().plusSeconds(120);
        return Pairing.offer(token, new RoomId(RandomIds.base64url(16)), Role.CAMERA, SessionId.random(), "Desk", end);
    }

    private PairingRecords records() {
        var caches = new PairingCaches();
        Stream.of(
                        caches.pairings(),
                        caches.codes(),
                        caches.offers(),
                        caches.localPairings(),
                        caches.localCodes(),
                        caches.localOffers())
                .forEach(definition -> manager.createCache(definition.name(), definition.configuration()));
        var local = new LocalPairings(
                named(LocalPairings.PAIRINGS), named(LocalPairings.CODES), named(LocalPairings.OFFERS), clock);
        return new PairingRecords(
                named(PairingRecords.PAIRINGS),
                named(PairingRecords.CODES),
                named(PairingRecords.OFFERS),
                local,
                new PairingCounts(),
                clock);
    }

    private <V> Cache<String, V> named(String name) {
        return manager.getCache(name);
    }
}
