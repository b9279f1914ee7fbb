package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.Browser;
import dev.tripod.testing.upstash.Fault;
import dev.tripod.testing.upstash.UpstashServer;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Case(53)
class Case53ConfinesRefusalsToTheCallThatCausedThem {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ERR value is not an integer or out of range",
                "WRONGTYPE Operation against a key holding the wrong kind of value"
            })
    void anErrorForOneCommandFailsThatCallOnly(String text) {
        try (var store = UpstashServer.start();
                var lone = Lone.on(store)) {
            var regular = Regular.at(lone.uri());
            var number = regular.write();
            store.fault(Fault.error(400, text), request -> request.runs("SET"), 1);

            var refused = regular.write("n", -1);

            assertThat(refused.status()).isEqualTo(503);
            assertThat(regular.value()).isEqualTo(number);
            assertThat(regular.write()).isEqualTo(regular.value());
            assertThat(Regular.at(lone.uri()).write()).isPositive();
            assertThat(Health.of(lone.uri()).store()).isEqualTo("shared");
            assertThat(lone.texts())
                    .filteredOn(line -> line.contains("The store refused a command of request"))
                    .hasSize(1);
        }
    }

    /** The same with a key that really holds something else. */
    @Test
    void aKeyOfTheWrongKindConcernsWhoAsksForItOnly() {
        try (var store = UpstashServer.start();
                var lone = Lone.on(store)) {
            var desk = Regular.at(lone.uri()).browser();
            var broken = Instances.GUESTS.show(desk, "{}");
            var key = store.redis().keys("tripod:c:pairings:*").iterator().next();
            store.redis().del(key);
            store.redis().lpush(key, "something else");
            store.redis().expire(key, 60);
            var good = Instances.GUESTS.show(desk, "{}");
            var phone = new Browser(lone.uri());

            var refused = phone.post("/api/pairings/lookup", "{\"token\":\"" + broken.token() + "\"}");
            var answered = phone.post("/api/pairings/lookup", "{\"token\":\"" + good.token() + "\"}");

            assertThat(refused.status()).isEqualTo(503);
            assertThat(answered.status()).isEqualTo(200);
            assertThat(Health.of(lone.uri()).store()).isEqualTo("shared");
        }
    }

    @Test
    void whenTheDatabaseIsFullReadsGoOnAndEndingASessionWorks() {
        try (var store = UpstashServer.start();
                var lone = Lone.on(store)) {
            var regular = Regular.at(lone.uri());
            var leaving = Regular.at(lone.uri());
            var number = regular.write();
            leaving.write();
            var cookie = leaving.browser().cookieHeader();
            store.fault(Fault.capacityFull());

            assertThat(regular.value()).isEqualTo(number);
            assertThat(refusal(regular.write("n", -1))).isEqualTo("urn:tripod:problem:store-full");
            assertThat(refusal(new Browser(lone.uri()).post("/api/sessions", "{}", "X-Forwarded-For", "10.9.53.1")))
                    .isEqualTo("urn:tripod:problem:store-full");
            assertThat(leaving.end().status()).isEqualTo(204);
            assertThat(new Browser(lone.uri())
                            .get("/api/sessions/current", "Cookie", cookie)
                            .status())
                    .isEqualTo(401);
            assertThat(regular.value()).isEqualTo(number);
            assertThat(Health.of(lone.uri()).store()).isEqualTo("shared");

            store.clearFaults();

            assertThat(new Browser(lone.uri())
                            .get("/api/sessions/current", "Cookie", cookie)
                            .status())
                    .isEqualTo(401);
            assertThat(store.redis().keys("tripod:c:sessions:*").stream()
                            .map(key -> Objects.requireNonNullElse(store.redis().get(key), ""))
                            .filter(record -> !record.contains("\"ended\"")))
                    .as("live sessions in the store")
                    .hasSize(1);
            assertThat(regular.write()).isEqualTo(regular.value());
        }
    }

    private static String refusal(Browser.Answer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).matches("[1-9]\\d*");
        return answer.json().path("type").asText();
    }
}
