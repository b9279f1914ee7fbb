package dev.tripod;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tripod.testing.ApiClient;
import dev.tripod.testing.RoomSocket;
import dev.tripod.testing.TripodServer;
import dev.tripod.testing.upstash.Fault;
import dev.tripod.testing.upstash.UpstashServer;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What users of one instance see of an outage of the shared store, and what the store has afterwards. */
class OutageTest {
    private final UpstashServer store = UpstashServer.start();
    private TripodServer server = instance(store.token());

    private TripodServer instance(String token) {
        return TripodServer.start(
                Map.of("UPSTASH_REDIS_REST_URL", store.uri().toString(), "UPSTASH_REDIS_REST_TOKEN", token),
                InstantSource.system());
    }

    @AfterEach
    void stop() {
        server.close();
        store.close();
    }

    private ApiClient person() {
        var person = new ApiClient(server);
        assertThat(person.post("/api/sessions", "{\"name\":\"Desk\"}").status()).isEqualTo(201);
        return person;
    }

    private JsonNode ready() {
        return new ApiClient(server).get("/health/ready").json();
    }

    private static String token(JsonNode offer) {
        return offer.path("link").asText().replaceFirst(".*#v1\\.", "");
    }

    private ApiClient.Answer claim(JsonNode offer) {
        return new ApiClient(server)
                .post(
                        "/api/pairings/claim",
                        "{\"token\":\"%s\",\"claimId\":\"%s\",\"name\":\"Pixel\"}"
                                .formatted(token(offer), "a".repeat(22)));
    }

    private static void await(BooleanSupplier holds) {
        var until = System.nanoTime() + 15_000_000_000L;
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(until);
            LockSupport.parkNanos(20_000_000);
        }
    }

    private void awaitAllIsWrittenBack() {
        await(() -> ready().path("store").asText().equals("shared")
                && ready().path("pending").asInt() == 0);
    }

    private String inStore() {
        var sessions = store.redis().keys("tripod:c:sessions:*");
        return String.join(" ", store.redis().mget(sessions.toArray(String[]::new)));
    }

    @Test
    void socketsCloseOfASessionThatEndedWhileNothingWasHeard() {
        var person = person();
        var room = person.post("/api/rooms", "{}").json().path("id").asText();
        var other = person();
        var kept = RoomSocket.enter(
                server, other, other.post("/api/rooms", "{}").json().path("id").asText());
        var mine = person.get("/api/sessions/current").json().path("id").asText();
        var socket = RoomSocket.enter(server, person, room);
        var gone = store.redis().keys("tripod:c:sessions:*").stream()
                .filter(key -> store.redis().get(key).contains(mine))
                .toArray(String[]::new);
        assertThat(gone).hasSize(1);
        store.redis().del(gone); // as another instance ends it
        store.dropStreams();
        assertThat(socket.closeCode()).isEqualTo(4401);
        assertThat(kept.isOpen()).isTrue();
    }

    @Test
    void whoHasASessionGoesOnAndTheStoreHearsOfItAfterwards() {
        var person = person();
        store.refuseConnections();

        var changed = person.patch("/api/sessions/current", "{\"attributes\":{\"theme\":\"dark\"}}");

        assertThat(changed.status()).isEqualTo(200);
        assertThat(person.get("/api/sessions/current").body()).contains("\"dark\"");
        assertThat(inStore()).doesNotContain("dark");
        store.recover();
        awaitAllIsWrittenBack();
        assertThat(inStore()).contains("dark");
        assertThat(store.redis().keys("*"))
                .allSatisfy(key -> assertThat(store.redis().ttl(key)).as(key).isPositive());
    }

    @Test
    void aSessionBornInTheOutageIsInTheStoreAfterwards() {
        store.refuseConnections();
        var person = person();
        assertThat(person.get("/api/sessions/current").status()).isEqualTo(200);
        assertThat(ready().path("pending").asInt()).isPositive();

        store.recover();
        awaitAllIsWrittenBack();

        assertThat(inStore()).contains("\"Desk\"");
    }

    @Test
    void aSessionEndedInTheOutageStaysEnded() {
        var person = person();
        var cookie = person.cookie();
        store.refuseConnections();
        assertThat(person.delete("/api/sessions/current").status()).isEqualTo(204);

        store.recover();
        awaitAllIsWrittenBack();

        assertThat(new ApiClient(server)
                        .with("Cookie", cookie)
                        .get("/api/sessions/current")
                        .status())
                .isEqualTo(401);
        assertThat(inStore()).contains("\"ended\":1").doesNotContain("\"Desk\"");
    }

    @Test
    void aSessionThatIsNotKnownHereIsUnavailableAndKeepsItsCookie() {
        store.refuseConnections();

        var answer =
                new ApiClient(server).with("Cookie", "sid=" + "A".repeat(43)).get("/api/sessions/current");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isPresent();
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    @Test
    void aSharedPairingIsJudgedByTheStoreAlone() {
        var desktop = person();
        var offer = desktop.post("/api/pairings", "{}").json();
        store.refuseConnections();

        assertThat(claim(offer).status()).isEqualTo(503);
        assertThat(claim(offer).problem()).isEqualTo("pairing-unavailable");
        store.recover();
        await(() -> claim(offer).status() == 200);
    }

    @Test
    void aPairingMadeInTheOutageIsClaimedHere() {
        var desktop = person();
        store.refuseConnections();

        var offer = desktop.post("/api/pairings", "{}");

        assertThat(offer.status()).isEqualTo(201);
        assertThat(claim(offer.json()).status()).isEqualTo(200);
        assertThat(claim(offer.json()).status()).isEqualTo(200);
        assertThat(new ApiClient(server)
                        .post(
                                "/api/pairings/claim",
                                "{\"token\":\"%s\",\"claimId\":\"%s\",\"name\":\"Other\"}"
                                        .formatted(token(offer.json()), "b".repeat(22)))
                        .status())
                .isEqualTo(409);
        store.recover();
        awaitAllIsWrittenBack();
        assertThat(store.redis().keys("tripod:c:rooms:*")).hasSize(1);
    }

    @Test
    void aPairingThatTheStoreGotWithoutAnAnswerIsNotMadeHereWithTheSameSecret() {
        var desktop = person();
        store.fault(Fault.resetAfter(), request -> request.body().contains(":pairings:"));

        var offer = desktop.post("/api/pairings", "{}");

        assertThat(offer.status()).isEqualTo(201);
        assertThat(store.redis().keys("tripod:c:pairings:*"))
                .as("another instance would be a second judge of it")
                .isNotEmpty()
                .noneMatch(key -> key.endsWith(offer.json().path("id").asText()));
        assertThat(claim(offer.json()).status()).isEqualTo(200);
    }

    @Test
    void aClaimWhoseRoomHasNotComeToTheStoreYetIsToBeTriedAgain() {
        var offer = person().post("/api/pairings", "{}").json();
        var room = store.redis().keys("tripod:c:rooms:*").iterator().next();
        var stored = store.redis().get(room);
        store.redis().del(room);
        server.close();
        server = instance(store.token()); // as another one, which has no copy

        assertThat(claim(offer))
                .returns(503, ApiClient.Answer::status)
                .returns("pairing-unavailable", ApiClient.Answer::problem);
        store.redis().setex(room, 3_600, stored);
        assertThat(claim(offer).status()).isEqualTo(200);
    }

    @Test
    void aTokenThatOnlyReadsLeavesWritesHere() {
        server.close();
        server = instance(store.readOnlyToken());

        var person = person();

        assertThat(person.patch("/api/sessions/current", "{\"attributes\":{\"theme\":\"dark\"}}")
                        .status())
                .isEqualTo(200);
        assertThat(person.get("/api/sessions/current").body()).contains("\"dark\"");
        assertThat(ready().path("reason").asText()).isEqualTo("read-only");
    }

    @Test
    void oneRequestWaitsForASilentStoreNoLongerThanItsBudget() {
        var desktop = person();
        store.blackHole();
        var before = System.nanoTime();

        var offer = desktop.post("/api/pairings", "{}");

        System.out.printf(
                "A pairing offered while the store is silent: %d ms%n", (System.nanoTime() - before) / 1_000_000);
        assertThat(offer.status()).isEqualTo(201);
    }
}
