package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.Browser;
import dev.tripod.testing.Timings;
import dev.tripod.testing.upstash.Fault;
import dev.tripod.testing.upstash.UpstashServer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Case(54)
class Case54LeavesNothingHalfDoneWhenConnectionsBreak {
    private static final UpstashServer STORE = UpstashServer.start();
    private static Lone lone;

    /** How a connection breaks, and how often in a row: a second time befalls the retry. */
    private record Break(String name, Fault fault, int times) {
        void begin(String keys) {
            STORE.fault(fault, request -> request.body().contains(keys), times);
        }

        @Override
        public String toString() {
            return name + " " + times + " times";
        }
    }

    static Stream<Break> breaks() {
        return Stream.of(1, 2)
                .flatMap(times -> Stream.of(
                        new Break("reset before execution", Fault.resetBefore(), times),
                        new Break("reset after execution", Fault.resetAfter(), times),
                        new Break("truncated answer", Fault.truncated(), times)));
    }

    @BeforeAll
    static void start() {
        lone = Lone.on(STORE);
    }

    @AfterAll
    static void stop() {
        lone.close();
        STORE.close();
    }

    @BeforeEach
    void mend() {
        STORE.clearFaults();
        Health.awaitCalm(lone.uri());
    }

    @ParameterizedTest
    @MethodSource("breaks")
    void aSessionIsOldOrNewAndWhole(Break each) {
        var regular = Regular.at(lone.uri());
        var old = regular.write();
        each.begin("tripod:c:sessions:");

        var answer = regular.write("n", old + 1_000_000);

        assertThat(regular.slowest()).isLessThan(Regular.FAULT);
        STORE.clearFaults();
        Health.awaitCalm(lone.uri());
        var expected = answer.status() == 200 ? List.of(old + 1_000_000) : List.of(old, old + 1_000_000);
        assertThat(answer.status()).isIn(200, 503);
        assertThat(expected).contains(regular.value());
        assertThat(STORE.redis().keys("tripod:c:sessions:*").stream()
                        .map(key -> STORE.redis().get(key)))
                .as("whole records in the store")
                .allMatch(record -> record.startsWith("{\"v\":1,") && record.endsWith("}"))
                .anyMatch(record -> record.contains("\"value\":\"" + regular.value() + "\""));
    }

    @ParameterizedTest
    @MethodSource("breaks")
    void aClaimThatIsRepeatedIsTakenOnceAndAnothersIs409(Break each) {
        var shown = Instances.GUESTS.show(Regular.at(lone.uri()).browser(), "{}");
        var claim = Instances.GUESTS.claim("token", shown.token());
        var phone = new Browser(lone.uri());
        each.begin("tripod:c:pairings:");

        var first = phone.post("/api/pairings/claim", claim);
        STORE.clearFaults();
        var again = phone.post("/api/pairings/claim", claim);
        var other = new Browser(lone.uri()).post("/api/pairings/claim", Instances.GUESTS.claim("token", shown.token()));

        Instances.GUESTS.remember(phone);
        assertThat(first.status()).isIn(200, 503);
        assertThat(again.status()).as(again.text()).isEqualTo(200);
        assertThat(other.status()).isEqualTo(409);
    }

    @ParameterizedTest
    @MethodSource("breaks")
    void noCodeIsShownThatDoesNotExist(Break each) {
        for (var keys : List.of("tripod:c:pairings:", "tripod:c:pairing-codes:", "tripod:c:pairing-offers:")) {
            var desk = Regular.at(lone.uri()).browser();
            each.begin(keys);

            var answer = desk.post("/api/pairings", "{}");

            STORE.clearFaults();
            assertThat(answer.status()).as(answer.text()).isIn(201, 503);
            if (answer.status() == 201) {
                var code = answer.json().path("code").asText();
                var found = new Browser(lone.uri())
                        .post("/api/pairings/lookup", "{\"code\":\"" + code + "\"}", "X-Forwarded-For", "10.9.54.1");
                assertThat(found.status()).as(keys + " " + found.text()).isEqualTo(200);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("breaks")
    void limitsNeverCountTooLittle(Break each) {
        var desk = Regular.at(lone.uri()).browser();
        var shown = 0;
        for (var i = 0; i < 12; i++) {
            if (i % 4 == 0) {
                each.begin("tripod:c:limits:pairing-create");
            }
            var answer = desk.post("/api/pairings", "{}");
            assertThat(answer.status()).as(answer.text()).isIn(201, 429, 503);
            shown += answer.status() == 201 ? 1 : 0;
            STORE.clearFaults();
        }
        assertThat(shown).as("of ten allowed in a minute").isLessThanOrEqualTo(10);
        Health.awaitCalm(lone.uri());
        assertThat(desk.post("/api/pairings", "{}").status()).isEqualTo(429);
    }

    @ParameterizedTest
    @MethodSource("breaks")
    void endingASessionIsRepeatedUntilConfirmed(Break each) {
        var leaving = Regular.at(lone.uri());
        leaving.write();
        var cookie = leaving.browser().cookieHeader();
        var live = liveSessions();
        each.begin("tripod:c:sessions:");

        assertThat(leaving.end().status()).isEqualTo(204);

        STORE.clearFaults();
        Timings.until(() -> liveSessions() == live - 1);
        assertThat(new Browser(lone.uri())
                        .get("/api/sessions/current", "Cookie", cookie)
                        .status())
                .isEqualTo(401);
    }

    private static long liveSessions() {
        return STORE.redis().keys("tripod:c:sessions:*").stream()
                .map(key -> STORE.redis().get(key))
                .filter(record -> !record.contains("\"ended\""))
                .count();
    }

    /** For as long as it takes: the instance alone knows of it until then. */
    @Test
    void alsoOverAnOutage() {
        var leaving = Regular.at(lone.uri());
        leaving.write();
        var live = liveSessions();
        STORE.fault(Fault.resetBefore());

        assertThat(leaving.end().status()).isEqualTo(204);

        assertThat(liveSessions()).isEqualTo(live);
        STORE.clearFaults();
        Timings.until(() -> liveSessions() == live - 1);
    }
}
