package dev.tripod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.ApiClient;
import dev.tripod.testing.TripodServer;
import dev.tripod.testing.upstash.UpstashServer;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One instance on a shared store: what it leaves there, what survives it, and what it costs. */
class SharedStoreTest {
    private final UpstashServer store = UpstashServer.start();
    private TripodServer server = instance();

    private TripodServer instance() {
        return TripodServer.start(
                Map.of("UPSTASH_REDIS_REST_URL", store.uri().toString(), "UPSTASH_REDIS_REST_TOKEN", store.token()),
                InstantSource.system());
    }

    @AfterEach
    void stop() {
        server.close();
        store.close();
    }

    private ApiClient person() {
        var person = new ApiClient(server);
        person.post("/api/sessions", "{\"name\":\"Desk\"}");
        return person;
    }

    private static void await(BooleanSupplier holds) {
        var until = System.nanoTime() + 10_000_000_000L;
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(until);
            LockSupport.parkNanos(2_000_000);
        }
    }

    @Test
    void sessionsOutliveTheInstance() {
        var cookie = person().cookie();
        server.close();
        server = instance();
        var again = new ApiClient(server).with("Cookie", cookie).get("/api/sessions/current");
        assertThat(again.json().path("name").asText()).isEqualTo("Desk");
    }

    @Test
    void aRequestWithASessionCostsNoCommandOrOne() {
        var person = person();
        await(() -> {
            var before = store.commands();
            person.get("/api/sessions/current");
            return store.openStreams() > 0 && store.commands().since(before).total() == 0;
        });
        var before = store.commands();
        for (var i = 0; i < 10; i++) {
            person.get("/api/sessions/current");
        }
        new ApiClient(server).get("/api/sessions/current");
        new ApiClient(server).with("Cookie", "sid=../x").get("/api/sessions/current");
        assertThat(store.commands().since(before).total()).isZero();
    }

    @Test
    void aPairingCostsAtMostTwelveCommands() {
        var desktop = person();
        var room = desktop.post("/api/rooms", "{}").json().path("id").asText();
        await(() -> {
            var before = store.commands();
            desktop.get("/api/sessions/current");
            return store.openStreams() > 0 && store.commands().since(before).total() == 0;
        });
        var before = store.commands();
        var offer = desktop.post("/api/pairings", "{\"room\":\"%s\"}".formatted(room))
                .json();
        var token = offer.path("link").asText().replaceFirst(".*#v1\\.", "");
        var claim = new ApiClient(server)
                .post(
                        "/api/pairings/claim",
                        "{\"token\":\"%s\",\"claimId\":\"%s\",\"name\":\"Pixel\"}".formatted(token, "a".repeat(22)));
        assertThat(claim.status()).isEqualTo(200);
        assertThat(store.commands().since(before).total())
                .as(() -> store.commands().since(before).toString())
                .isLessThanOrEqualTo(12);
    }

    @Test
    void everyKeyHasThePrefixAndALifetime() {
        var desktop = person();
        desktop.post("/api/pairings", "{}");
        var keys = store.redis().keys("*");
        assertThat(keys).isNotEmpty().allMatch(key -> key.startsWith("tripod:"));
        assertThat(keys)
                .allSatisfy(key -> assertThat(store.redis().ttl(key)).as(key).isPositive());
    }

    @Test
    void tellsThatDataIsShared() {
        var ready = new ApiClient(server).get("/health/ready").json();
        assertThat(ready.path("store").asText()).isEqualTo("shared");
    }
}
