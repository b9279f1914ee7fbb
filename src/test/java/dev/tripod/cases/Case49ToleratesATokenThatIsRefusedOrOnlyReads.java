package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.Timings;
import dev.tripod.testing.upstash.Fault;
import dev.tripod.testing.upstash.UpstashServer;
import java.time.Duration;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

/** That a probe follows after a minute is shown by {@code CircuitBreakerTest.opensAtOnceForWhatLasts}, which moves time. */
@Case(49)
class Case49ToleratesATokenThatIsRefusedOrOnlyReads {
    @Test
    void aTokenThatIsRefusedIsMisconfiguredWithOneErrorLineAndNoProbeFollowsSoon() {
        var wrong = Map.of("UPSTASH_REDIS_REST_TOKEN", "wrong-token-of-case-49");
        try (var store = UpstashServer.start();
                var lone = Lone.on(store, wrong)) {
            Timings.until(() -> Health.of(lone.uri()).reason().equals("misconfigured"));
            assertThat(Health.of(lone.uri()).store()).isEqualTo("degraded");
            assertIsLeftAlone(lone);
            assertThat(lone.texts()).noneMatch(line -> line.contains("wrong-token"));
        }
    }

    @Test
    void aTokenThatIsRefusedFromNowOnIsToo() {
        try (var store = UpstashServer.start();
                var lone = Lone.on(store)) {
            var regular = Regular.at(lone.uri());
            regular.write();
            store.fault(Fault.unauthorized());

            var number = regular.write();

            assertThat(regular.value()).isEqualTo(number);
            assertThat(regular.slowest()).isLessThan(Regular.FAULT);
            Timings.until(() -> Health.of(lone.uri()).reason().equals("misconfigured"));
            assertIsLeftAlone(lone);
        }
    }

    /** Other outages are probed after two seconds. */
    private static void assertIsLeftAlone(Lone lone) {
        var asked = lone.asked().size();
        var threads = Lone.threads();
        var median = Regular.at(lone.uri()).extra(20);
        System.out.printf("Case 49: a change takes %d ms more than a call without store%n", median.toMillis());
        assertThat(median).isLessThan(Regular.WHILE_OPEN);
        assertThat(lone.asked()).as("asked while it is known").hasSize(asked);
        lone.assertAsksNothingFor(Duration.ofSeconds(3));
        assertThat(Lone.threads()).isLessThanOrEqualTo(threads + Lone.SOME_THREADS);
        assertThat(lone.lines())
                .filteredOn(line -> line.level().equals(Level.SEVERE))
                .singleElement()
                .satisfies(line -> assertThat(line.text()).contains("misconfigured"));
    }

    @Test
    void aReadOnlyTokenReadsWhatIsSharedAndWritesLocally() {
        try (var store = UpstashServer.start()) {
            Regular regular;
            int shared;
            try (var writing = Lone.on(store)) {
                regular = Regular.at(writing.uri());
                shared = regular.write();
            }
            var key = store.redis().keys("tripod:c:sessions:*").iterator().next();
            var record = store.redis().get(key);
            try (var reading = Lone.on(store, Map.of("UPSTASH_REDIS_REST_TOKEN", store.readOnlyToken()))) {
                assertReadsSharedAndWritesHere(reading, regular.moved(reading.uri()), shared);
            }
            assertThat(store.redis().keys("tripod:c:sessions:*")).containsExactly(key);
            assertThat(store.redis().get(key)).isEqualTo(record);
        }
    }

    private static void assertReadsSharedAndWritesHere(Lone lone, Regular regular, int shared) {
        assertThat(regular.value()).as("read from the store").isEqualTo(shared);

        var number = regular.write();
        var born = Regular.at(lone.uri());
        var other = born.write();

        assertThat(regular.value()).isEqualTo(number);
        assertThat(born.value()).isEqualTo(other);
        assertThat(Health.of(lone.uri()).store()).isEqualTo("degraded");
        assertThat(Health.of(lone.uri()).reason()).isEqualTo("read-only");
        assertThat(Health.of(lone.uri()).pending()).as("two sessions at least").isGreaterThanOrEqualTo(2);
    }
}
