package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.Browser;
import dev.tripod.testing.Timings;
import dev.tripod.testing.upstash.Fault;
import dev.tripod.testing.upstash.UpstashServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

@Case(52)
@Order(Integer.MAX_VALUE - 99)
class Case52BridgesErrorsOfTheServer {
    private static final Duration MINUTE = Duration.ofSeconds(60);

    @Test
    void threeErrorsAreBridgedByARetryOrACopyAndTheBreakerStaysClosed() {
        try (var store = UpstashServer.start();
                var lone = Lone.on(store)) {
            var regular = Regular.at(lone.uri());
            var other = Regular.at(lone.uri());
            regular.write();
            other.write();
            var fault = store.fault(Fault.page(500), request -> !request.opensStream(), 3);

            var number = regular.write();
            var second = other.write();

            Timings.until(() -> fault.hits() == 3);
            assertThat(regular.value()).isEqualTo(number);
            assertThat(other.value()).isEqualTo(second);
            Health.awaitCalm(lone.uri());
            assertStayedClosed(lone);
        }
    }

    @Test
    void whatNeitherCanAnswerIs503() {
        try (var store = UpstashServer.start();
                var lone = Lone.on(store)) {
            var desk = Regular.at(lone.uri());
            var shown = Instances.GUESTS.show(desk.browser(), "{}");
            store.fault(Fault.page(500), request -> request.body().contains("tripod:c:pairings:"), 3);
            var phone = new Browser(lone.uri());
            var claim = Instances.GUESTS.claim("token", shown.token());

            var refused = phone.post("/api/pairings/claim", claim);
            var later = phone.post("/api/pairings/claim", claim);

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).matches("[1-9]\\d*");
            assertThat(later.status()).as("after a retry").isEqualTo(200);
            Instances.GUESTS.remember(phone);
            assertStayedClosed(lone);
        }
    }

    private static void assertStayedClosed(Lone lone) {
        assertThat(Health.of(lone.uri()).store()).isEqualTo("shared");
        assertThat(lone.texts()).noneMatch(line -> line.contains("store is away"));
    }

    @Test
    void errorsForAMinuteOpenTheBreakerAndItClosesByItself() {
        Meanwhile.MINUTE_OF_ERRORS.awaitEnd();
    }

    static void aMinuteOfErrors() {
        try (var lone = new LoneProcess()) {
            var crowd = Crowd.at(lone.uri(), 10);
            crowd.write();
            var threads = lone.threads();
            lone.store().fault(Fault.page(503));
            var end = System.nanoTime() + MINUTE.toNanos();

            crowd.all(Regular::forgetTimes);
            crowd.write();
            Timings.until(() -> Health.of(lone.uri()).reason().equals("errors"));
            assertThat(crowd.people())
                    .allSatisfy(person -> assertThat(person.slowest()).isLessThan(Regular.FAULT));
            var born = Regular.at(lone.uri());
            Instances.GUESTS.phone(
                    lone.uri(),
                    "token",
                    Instances.GUESTS.show(born.browser(), "{}").token());
            var extras = new ArrayList<Duration>();
            while (System.nanoTime() < end) {
                extras.add(born.extra(5));
                assertThat(Health.of(lone.uri()).store()).isEqualTo("degraded");
                LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            }
            var extra = extras.stream().sorted().toList().get(extras.size() / 2);
            System.out.printf("Case 52: a change takes %d ms more than a call without store%n", extra.toMillis());
            assertThat(extra).isLessThan(Regular.WHILE_OPEN);
            var last = crowd.write();
            assertThat(lone.threads()).isLessThanOrEqualTo(threads + Lone.SOME_THREADS);

            lone.store().clearFaults();

            Health.awaitCalmAfterLong(lone.uri());
            assertThat(crowd.values()).isEqualTo(last);
        }
    }
}
