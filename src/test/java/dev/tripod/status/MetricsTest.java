package dev.tripod.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.ApiClient;
import dev.tripod.testing.Exposition;
import dev.tripod.testing.RoomSocket;
import dev.tripod.testing.TripodServer;
import dev.tripod.testing.upstash.Eventually;
import dev.tripod.testing.upstash.UpstashServer;
import dev.tripod.upstash.BreakerState;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The metrics of the whole application on a shared store. */
class MetricsTest {
    private static final String COMMANDS = "tripod_upstash_commands_total";

    private final UpstashServer store = UpstashServer.start();
    private final TripodServer server = TripodServer.start(
            Map.of("UPSTASH_REDIS_REST_URL", store.uri().toString(), "UPSTASH_REDIS_REST_TOKEN", store.token()),
            InstantSource.system());
    private final ApiClient desk = new ApiClient(server);

    @AfterEach
    void stop() {
        server.close();
        store.close();
    }

    private Exposition metrics() {
        return new Exposition(new ApiClient(server).get("/metrics").body());
    }

    private String startARoom() {
        desk.post("/api/sessions", "{\"name\":\"Desk\"}");
        return desk.post("/api/rooms", "{}").json().path("id").asText();
    }

    private ApiClient.Answer claim(String link) {
        var token = link.replaceFirst(".*#v1\\.", "");
        return new ApiClient(server)
                .post(
                        "/api/pairings/claim",
                        "{\"token\":\"%s\",\"claimId\":\"%s\",\"name\":\"Pixel\"}".formatted(token, "a".repeat(22)));
    }

    @Test
    void speakTheFormatOfPrometheus() {
        var room = startARoom();
        RoomSocket.enter(server, desk, room);
        desk.post("/api/pairings", "{}");
        desk.get("/nobody/serves/this");
        var answer = new ApiClient(server).get("/metrics");

        assertThat(answer.header("Content-Type").orElseThrow()).startsWith("text/plain");
        assertThat(new Exposition(answer.body()).complaints()).isEmpty();
    }

    @Test
    void countCommandsAsTheStoreBillsThem() {
        var room = startARoom();
        var socket = RoomSocket.enter(server, desk, room);
        socket.send("log", "1", "1");
        socket.next("ack");
        claim(desk.post("/api/pairings", "{\"room\":\"%s\"}".formatted(room))
                .json()
                .path("link")
                .asText());

        Eventually.holds(() -> metrics().sum(COMMANDS) == store.commands().total());
        var billed = store.commands();
        assertThat(metrics().sum(COMMANDS, "command", "XADD")).isEqualTo((double) billed.of("XADD"));
        assertThat(metrics().sum(COMMANDS, "feature", "rooms")).isPositive();
        assertThat(metrics().sum(COMMANDS, "feature", "pairings")).isPositive();
        assertThat(metrics().sum(COMMANDS, "feature", "sessions")).isPositive();
    }

    @Test
    void tellHowLongRequestsToTheStoreTook() {
        startARoom();

        var now = metrics();
        assertThat(now.sum("tripod_upstash_request_duration_seconds_count")).isPositive();
        assertThat(now.sum("tripod_upstash_requests_total", "outcome", "ok"))
                .isEqualTo(now.sum("tripod_upstash_request_duration_seconds_count"));
    }

    @Test
    void moveWithSessionsPairingsAndRooms() {
        var room = startARoom();
        var socket = RoomSocket.enter(server, desk, room);
        socket.send("ephemeral", "1", "1");
        var link = desk.post("/api/pairings", "{\"room\":\"%s\"}".formatted(room))
                .json()
                .path("link")
                .asText();
        assertThat(metrics().sum("tripod_pairings_pending")).isEqualTo(1);
        claim(link);
        assertThat(claim("#v1." + "A".repeat(22)).status()).isEqualTo(404);

        Eventually.holds(() -> metrics().sum("tripod_room_messages_total", "kind", "ephemeral") == 1);
        var now = metrics();
        assertThat(now.sum("tripod_sessions_started_total", "kind", "person")).isEqualTo(1);
        assertThat(now.sum("tripod_sessions_started_total", "kind", "camera")).isEqualTo(1);
        assertThat(now.sum("tripod_sessions_alive")).isEqualTo(2);
        assertThat(now.sum("tripod_pairings_total", "event", "made")).isEqualTo(1);
        assertThat(now.sum("tripod_pairings_total", "event", "claimed")).isEqualTo(1);
        assertThat(now.sum("tripod_pairings_pending")).isZero();
        assertThat(now.sum("tripod_pairing_refusals_total", "reason", "pairing-unknown"))
                .isEqualTo(1);
        assertThat(now.sum("tripod_rooms")).isEqualTo(1);
        assertThat(now.sum("tripod_room_participants")).isEqualTo(1);
        assertThat(now.sum("tripod_subscription_state", "state", "live")).isEqualTo(1);
    }

    @Test
    void tellOfRequestsByTheirRouteAndNeverByIds() {
        var room = startARoom();
        desk.get("/api/rooms/" + room);
        desk.get("/made/up/" + room);

        var text = new ApiClient(server).get("/metrics").body();
        var now = new Exposition(text);
        var count = "http_server_requests_seconds_count";
        assertThat(now.sum(count, "route", "/api/rooms/{id}", "status", "200")).isEqualTo(1);
        assertThat(now.sum(count, "route", "other", "status", "404")).isEqualTo(1);
        assertThat(text).doesNotContain(room, desk.cookie().replaceFirst("sid=", ""), store.token());
    }

    @Test
    void tellThatTheStoreIsAwayAndWhatWaits() {
        startARoom();
        store.refuseConnections();
        Eventually.holds(() -> {
            desk.patch("/api/sessions/current", "{\"name\":\"Other\"}");
            return metrics().sum("tripod_upstash_breaker_open") == 1;
        });

        Eventually.holds(() -> {
            desk.patch("/api/sessions/current", "{\"name\":\"Another\"}");
            return metrics().sum("tripod_write_back_pending_entries") > 0;
        });
        var now = metrics();
        assertThat(now.sum("tripod_store_state", "state", "degraded")).isEqualTo(1);
        assertThat(now.sum("tripod_store_trouble", "reason", "unreachable")).isEqualTo(1);
        assertThat(now.sum("tripod_upstash_requests_total", "outcome", "unreachable"))
                .isPositive();
    }

    @Test
    void haveAFlagForEveryReasonOfTheBreaker() {
        var text = new ApiClient(server).get("/metrics").body();
        assertThat(BreakerState.Reason.values()).allSatisfy(reason -> assertThat(text)
                .contains("tripod_store_trouble{reason=\"" + reason.word() + "\"} 0.0"));
    }

    @Test
    void costNothing() {
        Eventually.holds(() -> store.commands().total() == 1);
        for (var i = 0; i < 20; i++) {
            metrics();
            desk.get("/api/status");
        }
        assertThat(store.commands().total()).isEqualTo(1);
    }
}
