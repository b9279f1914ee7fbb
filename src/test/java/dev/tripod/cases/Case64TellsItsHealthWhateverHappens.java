package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.Browser;
import dev.tripod.testing.Timings;
import dev.tripod.testing.upstash.Fault;
import dev.tripod.testing.upstash.UpstashServer;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

@Case(64)
class Case64TellsItsHealthWhateverHappens {
    @Test
    void withoutAStoreItIsLocal() {
        try (var store = UpstashServer.start();
                var lone = Lone.with(store, Map.of())) {
            assertLive(lone.uri());
            assertThat(Health.of(lone.uri())).satisfies(health -> {
                assertThat(health.store()).isEqualTo("local");
                assertThat(health.reason()).isEmpty();
                assertThat(health.pending()).isZero();
                assertThat(Instant.parse(health.since()))
                        .isBetween(Instant.now().minusSeconds(60), Instant.now());
            });
        }
    }

    @Test
    void withAStoreItIsSharedAndThenDegradedWithReasonSinceAndPending() {
        try (var store = UpstashServer.start();
                var lone = Lone.on(store)) {
            var regular = Regular.at(lone.uri());
            regular.write();
            Health.awaitCalm(lone.uri());
            assertThat(Health.of(lone.uri()).reason()).isEmpty();
            var begin = Instant.now();
            store.refuseConnections();
            Crowd.at(lone.uri(), 5).write();
            Health.await(lone.uri(), "degraded");
            assertLive(lone.uri());
            var away = Health.of(lone.uri());
            assertThat(away.reason()).isEqualTo("unreachable");
            assertThat(Instant.parse(away.since())).isBetween(begin, Instant.now());
            assertThat(away.pending()).isGreaterThanOrEqualTo(5);

            store.recover();

            Health.awaitCalm(lone.uri());
            assertLive(lone.uri());
            assertThat(Health.of(lone.uri()).reason()).isEmpty();
            assertThat(Instant.parse(Health.of(lone.uri()).since())).isAfter(Instant.parse(away.since()));
        }
    }

    @Test
    void aSilentStoreDoesNotHoldHealthUp() {
        try (var store = UpstashServer.start();
                var lone = Lone.on(store)) {
            var regular = Regular.at(lone.uri());
            regular.write();
            store.fault(Fault.hangBefore());

            regular.write();

            assertLive(lone.uri());
            assertThat(Timings.until(() -> Health.of(lone.uri()).pending() > 0)).isLessThan(Regular.FAULT);
        }
    }

    private static void assertLive(URI instance) {
        var live = new Browser(instance).get("/health/live");
        assertThat(live.status()).isEqualTo(200);
        assertThat(live.text()).isEqualTo("{\"live\":true}");
    }
}
