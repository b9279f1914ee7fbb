package dev.tripod.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tripod.broadcast.BroadcastParts;
import dev.tripod.broadcast.Broadcaster;
import dev.tripod.broadcast.Envelope;
import dev.tripod.broadcast.Topic;
import dev.tripod.testing.ApiClient;
import dev.tripod.testing.ManualClock;
import dev.tripod.testing.RoomSocket;
import dev.tripod.testing.TripodServer;
import dev.tripod.testing.upstash.Eventually;
import dev.tripod.testing.upstash.UpstashServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An instance's own figures beside those that another one tells, on one store. */
class StatusBudgetTest {
    private static final String OTHER =
            "{\"version\":\"0.1.0\",\"startedAt\":1767225600000,\"sessions\":3,\"pairings\":1,\"rooms\":2,"
                    + "\"participants\":5,\"today\":240,\"perHour\":60.0,\"ofTheFuture\":true}";

    private final UpstashServer store = UpstashServer.start();
    /** It stands at midnight UTC. */
    private final ManualClock clock = new ManualClock();

    private final TripodServer server = TripodServer.start(
            Map.of(
                    "UPSTASH_REDIS_REST_URL",
                    store.uri().toString(),
                    "UPSTASH_REDIS_REST_TOKEN",
                    store.token(),
                    "TRIPOD_KEY_PREFIX",
                    "test:",
                    "TRIPOD_DAILY_COMMANDS",
                    "5000"),
            clock);
    private final ApiClient desk = new ApiClient(server);

    @AfterEach
    void stop() {
        server.close();
        store.close();
    }

    private JsonNode status() {
        return new ApiClient(server).get("/api/status").json();
    }

    private JsonNode budget() {
        return status().path("budget");
    }

    private void enterARoom() {
        desk.post("/api/sessions", "{\"name\":\"Desk\"}");
        var room = desk.post("/api/rooms", "{}").json().path("id").asText();
        RoomSocket.enter(server, desk, room);
        Eventually.holds(() -> status().path("hearing").asText().equals("live"));
    }

    /** Speaks as another instance does: beside a message that it sends anyway. */
    private void hearAnother(BroadcastParts other) {
        other.broadcaster().tell(new Broadcaster.Aside() {
            @Override
            public Topic topic() {
                return new Topic("figures");
            }

            @Override
            public Duration every() {
                return Duration.ZERO;
            }

            @Override
            public String words() {
                return OTHER;
            }

            @Override
            public void heard(Envelope envelope) {}
        });
        other.broadcaster().publish(new Topic("talk"), "1").join();
        Eventually.holds(() -> status().path("instances").size() == 2);
    }

    @Test
    void countsWhatWasSentSinceMidnightAndBeginsAnewThen() {
        Eventually.holds(() -> budget().path("here").path("today").asLong() == 1);
        for (var i = 0; i < 5; i++) {
            new ApiClient(server).post("/api/sessions", "{}");
        }
        var today = store.commands().total();
        assertThat(budget().path("here").path("today").asLong()).isEqualTo(today);
        assertThat(budget().path("perDay").asInt()).isEqualTo(5000);
        assertThat(budget().path("resetsAt").asText()).isEqualTo("2026-01-02T00:00:00Z");

        clock.advance(Duration.ofHours(24));
        assertThat(budget().path("here").path("today").asLong()).isZero();
        assertThat(budget().path("resetsAt").asText()).isEqualTo("2026-01-03T00:00:00Z");
    }

    @Test
    void forecastsThatTheDayGoesOnLikeTheLastHour() {
        Eventually.holds(() -> budget().path("here").path("today").asLong() == 1);
        clock.advance(Duration.ofHours(12));
        status();
        var before = store.commands().total();
        for (var i = 0; i < 10; i++) {
            new ApiClient(server).post("/api/sessions", "{}");
        }
        clock.advance(Duration.ofHours(1));
        var inAnHour = store.commands().total() - before;
        assertThat(inAnHour).isPositive();

        var here = budget().path("here");
        assertThat(here.path("forecast").asLong()).isEqualTo(here.path("today").asLong() + inAnHour * 11);
    }

    @Test
    void takesTheFirstMomentsForTenMinutes() {
        Eventually.holds(() -> store.commands().total() == 1);
        for (var i = 0; i < 9; i++) {
            new ApiClient(server).post("/api/sessions", "{}");
        }
        var here = budget().path("here");
        var today = here.path("today").asLong();
        assertThat(here.path("forecast").asLong())
                .as("with or without the look whether the store lives, which may come before or after the first sample")
                .isIn(today + today * 6 * 24, today + (today - 1) * 6 * 24);
    }

    @Test
    void addsWhatOthersTellAndListsThemUntilTheyAreSilent() {
        enterARoom();
        try (var other = BroadcastParts.on(store, clock)) {
            hearAnother(other);
        }
        var now = status();

        var all = now.path("budget");
        assertThat(all.path("heard").asInt()).isEqualTo(1);
        assertThat(all.path("all").path("today").asLong())
                .isEqualTo(all.path("here").path("today").asLong() + 240);
        assertThat(all.path("all").path("forecast").asLong())
                .isEqualTo(all.path("here").path("forecast").asLong() + 240 + 60 * 24);
        var listed = now.path("instances").path(1);
        assertThat(now.path("instances").path(0).path("self").asBoolean()).isTrue();
        assertThat(listed.path("self").asBoolean()).isFalse();
        assertThat(listed.path("participants").asInt()).isEqualTo(5);
        assertThat(listed.path("heardMs").asLong()).isZero();

        clock.advance(Duration.ofMinutes(16));
        assertThat(status().path("instances")).hasSize(1);
        assertThat(budget().path("heard").asInt()).as("of today").isEqualTo(1);
        clock.advance(Duration.ofDays(1));
        assertThat(budget().path("heard").asInt()).isZero();
    }

    @Test
    void tellsOthersAtNoCost() {
        enterARoom();
        var said = store.requests().stream()
                .filter(request -> request.body().contains("figures"))
                .count();
        assertThat(said).as("beside the message that somebody came").isEqualTo(1);
        Eventually.holds(() -> store.commands().of("PEXPIRE") > 0); // the last that coming costs
        var before = store.commands();
        for (var i = 0; i < 20; i++) {
            status();
        }
        assertThat(store.commands().since(before).total()).isZero();
    }

    @Test
    void tellsWhenTheStoreWentAndCame() {
        store.refuseConnections();
        Eventually.holds(() -> {
            new ApiClient(server).post("/api/sessions", "{}");
            return status().path("store").path("store").asText().equals("degraded");
        });
        var changes = status().path("changes");
        assertThat(changes.path(0).path("reason").asText()).isEqualTo("unreachable");
        assertThat(changes.path(changes.size() - 1).path("store").asText()).isEqualTo("shared");
    }

    @Test
    void tellsHowLongTheStoreTookToAnswer() {
        new ApiClient(server).post("/api/sessions", "{}");
        var latency = status().path("latency");
        assertThat(latency.path("requests").asLong()).isPositive();
        assertThat(latency.path("mostMs").asLong())
                .isGreaterThanOrEqualTo(latency.path("halfMs").asLong());
    }

    @Test
    void holdsNoSecretAndNoWholeName() {
        enterARoom();
        var text = new ApiClient(server).get("/api/status").body();
        assertThat(text)
                .doesNotContain(
                        store.token(),
                        desk.cookie().replaceFirst("sid=", ""),
                        store.uri().getHost());
        assertThat(status().path("instances").path(0).path("name").asText()).hasSize(8);
    }
}
