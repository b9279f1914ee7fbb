package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.Timings;
import dev.tripod.testing.upstash.Fault;
import dev.tripod.testing.upstash.UpstashServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * That a probe follows five minutes after the quota was used up, and not sooner, is shown by {@code
 * CircuitBreakerTest.opensAtOnceForWhatLasts}, which moves time.
 */
@Case(51)
class Case51HonoursWishesForPatienceAndASpentQuota {
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(4);

    @Test
    void aShortWishIsWaitedForWithinTheRequest() {
        try (var store = UpstashServer.start();
                var lone = Lone.on(store)) {
            var regular = Regular.at(lone.uri());
            regular.write();
            Timings.until(() -> lone.asked().stream().anyMatch(request -> request.runs("PUBLISH")));
            store.fault(Fault.tooManyRequests(SHORT), request -> request.runs("SET"), 1);
            var asked = lone.asked().size();

            regular.write();

            assertThat(regular.slowest()).isBetween(SHORT, Regular.FAULT);
            assertThat(between(lone, asked)).isGreaterThanOrEqualTo(SHORT);
            assertThat(Health.of(lone.uri()).store()).isEqualTo("shared");
        }
    }

    @Test
    void aLongWishIsWaitedForWithoutAskingAnything() {
        try (var store = UpstashServer.start();
                var lone = Lone.on(store)) {
            var regular = Regular.at(lone.uri());
            regular.write();
            Timings.until(() -> lone.asked().stream().anyMatch(request -> request.runs("PUBLISH")));
            store.fault(Fault.tooManyRequests(LONG), request -> request.runs("SET"), 1);
            var asked = lone.asked().size();

            var number = regular.write();

            assertThat(regular.slowest()).isLessThan(Regular.FAULT);
            assertThat(Health.of(lone.uri()).store()).isEqualTo("degraded");
            assertThat(regular.extra(20)).isLessThan(Regular.WHILE_OPEN);
            assertThat(lone.asked()).as("asked meanwhile").hasSize(asked + 1);
            Health.awaitCalm(lone.uri());
            assertThat(between(lone, asked)).isGreaterThanOrEqualTo(LONG);
            assertThat(regular.value()).isGreaterThan(number);
        }
    }

    /** Between a request and the next one. */
    private static Duration between(Lone lone, int number) {
        var all = lone.asked();
        return Duration.between(all.get(number).at(), all.get(number + 1).at());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 429, 200})
    void aQuotaThatIsUsedUpIsQuotaWithNoProbeSoon(int status) {
        try (var store = UpstashServer.start();
                var lone = Lone.on(store)) {
            var regular = Regular.at(lone.uri());
            regular.write();
            store.fault(Fault.quota(status));
            var asked = lone.asked().size();

            regular.write();

            assertThat(regular.slowest()).isLessThan(Regular.FAULT);
            Timings.until(() -> Health.of(lone.uri()).reason().equals("quota"));
            assertThat(Health.of(lone.uri()).store()).isEqualTo("degraded");
            assertThat(lone.asked()).as("not asked twice").hasSizeLessThanOrEqualTo(asked + 2);
            assertThat(regular.extra(20)).isLessThan(Regular.WHILE_OPEN);
            lone.assertAsksNothingFor(Duration.ofMillis(2_500)); // other outages are probed after two seconds
            assertThat(Health.of(lone.uri()).reason()).isEqualTo("quota");
        }
    }
}
