package dev.tripod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.broadcast.BroadcastParts;
import dev.tripod.broadcast.Broadcaster;
import dev.tripod.broadcast.Envelope;
import dev.tripod.broadcast.Topic;
import dev.tripod.testing.ApiClient;
import dev.tripod.testing.Chromium;
import dev.tripod.testing.ManualClock;
import dev.tripod.testing.RoomSocket;
import dev.tripod.testing.Stage;
import dev.tripod.testing.Tab;
import dev.tripod.testing.TripodServer;
import dev.tripod.testing.upstash.Eventually;
import dev.tripod.testing.upstash.UpstashServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The status page as whoever runs the application sees it; pictures of it are kept in {@code target/screenshots}. */
class StatusPageIT {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static Chromium chromium;

    private final Stage stage = new Stage(chromium);
    private final UpstashServer store = UpstashServer.start();
    private final ManualClock clock = new ManualClock();
    private final List<RoomSocket> sockets = new ArrayList<>();

    @BeforeAll
    static void startBrowser() {
        chromium = new Chromium();
    }

    @AfterAll
    static void stopBrowser() {
        chromium.close();
    }

    @AfterEach
    void stop() {
        stage.close();
        store.close();
    }

    private TripodServer shared(Map<String, String> more) {
        var settings = new HashMap<>(Map.of(
                "UPSTASH_REDIS_REST_URL",
                store.uri().toString(),
                "UPSTASH_REDIS_REST_TOKEN",
                store.token(),
                "TRIPOD_KEY_PREFIX",
                "test:"));
        settings.putAll(more);
        return TripodServer.start(settings, clock);
    }

    /** People come and go for an hour, by the clock of the test. */
    private void anHourPasses(TripodServer server) {
        for (var minute = 0; minute < 60; minute++) {
            if (minute % 7 == 2 && sockets.size() < 12) {
                var guest = new ApiClient(server);
                guest.post("/api/sessions", "{\"name\":\"Desk\"}");
                var room = guest.post("/api/rooms", "{}").json().path("id").asText();
                sockets.add(RoomSocket.enter(server, guest, room));
            }
            if (minute % 9 == 4) {
                sockets.remove(0).close();
                guestWithCode(server);
            }
            new ApiClient(server).get("/api/status");
            clock.advance(Duration.ofMinutes(1));
        }
    }

    private static void guestWithCode(TripodServer server) {
        var guest = new ApiClient(server);
        guest.post("/api/sessions", "{\"name\":\"Desk\"}");
        guest.post("/api/pairings", "{}");
    }

    /** As another instance does it: beside a message that it sends anyway. */
    private void hearAnother(TripodServer server) {
        try (var other = BroadcastParts.on(store, clock)) {
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
                    return "{\"version\":\"0.1.0\",\"startedAt\":%d,\"sessions\":31,\"pairings\":1,\"rooms\":4,"
                                    .formatted(clock.millis())
                            + "\"participants\":11,\"today\":2140,\"perHour\":95.0}";
                }

                @Override
                public void heard(Envelope envelope) {}
            });
            other.broadcaster().publish(new Topic("talk"), "1").join();
            Eventually.holds(() -> new ApiClient(server)
                            .get("/api/status")
                            .json()
                            .path("instances")
                            .size()
                    == 2);
        }
    }

    private Tab page(TripodServer server) {
        return stage.desktop(server.uri("/status").toString()).awaitState("shown");
    }

    private void keep(TripodServer server, String name) {
        page(server).keep(name + "-desktop");
        var phone = stage.phone(server.uri("/status").toString()).awaitState("shown");
        phone.keep(name + "-phone");
        assertThat((Integer) phone.page().evaluate("document.documentElement.scrollWidth"))
                .as("nothing sticks out")
                .isLessThanOrEqualTo(390);
    }

    @Test
    void showsAnInstanceThatIsWell() {
        try (var server = shared(Map.of())) {
            anHourPasses(server);
            hearAnother(server);

            var page = page(server);
            assertThat(page.find("#store").textContent()).isEqualTo("in the shared store");
            assertThat(page.find("#hearing").textContent()).isEqualTo("heard");
            assertThat(page.find("#budget").textContent())
                    .contains("of 10,000", "This and another heard today", "by midnight UTC", "This instance alone");
            assertThat(page.find("#participants small").textContent()).matches("\\d+ now, 0-\\d+ in the last hour");
            assertThat(page.find("#participants path").count()).isEqualTo(2);
            assertThat(page.find("#instances tbody tr").count()).isEqualTo(2);
            keep(server, "status-shared");
        }
        assertThat(stage.complaints()).isEmpty();
    }

    @Test
    void showsThatTheStoreIsAway() {
        try (var server = shared(Map.of("TRIPOD_DAILY_COMMANDS", "200"))) {
            anHourPasses(server);
            store.refuseConnections();
            Eventually.holds(() -> {
                guestWithCode(server);
                return new ApiClient(server)
                        .get("/health/ready")
                        .json()
                        .path("store")
                        .asText()
                        .equals("degraded");
            });

            var page = page(server);
            assertThat(page.page().title()).startsWith("Degraded");
            assertThat(page.find("#store").textContent()).isEqualTo("in this instance for now (unreachable)");
            assertThat(page.find("#budget").textContent()).contains("which is more than there are");
            assertThat(page.find("#changes li").first().textContent()).contains("unreachable");
            keep(server, "status-degraded");
        }
        assertThat(stage.complaints()).isEmpty();
    }

    @Test
    void showsAnInstanceThatWorksAlone() {
        try (var server = TripodServer.start(Map.of(), clock)) {
            guestWithCode(server);
            var page = page(server);
            assertThat(page.find("#spending").isVisible()).isFalse();
            assertThat(page.find("#commands").isVisible()).isFalse();
            assertThat(page.find("#sessions").textContent()).contains("1 now, 0-1 in the last hour");
            keep(server, "status-local");
        }
        assertThat(stage.complaints()).isEmpty();
    }

    @Test
    void asksForTheTokenOnceInEachTab() {
        try (var server = shared(Map.of("TRIPOD_API_TOKEN", TOKEN))) {
            var page = stage.desktop(server.uri("/status").toString()).awaitState("token");
            page.keep("status-token");
            assertThat(page.find("#budget").isVisible()).isFalse();
            page.find("#token").fill("wrong");
            page.click("#token-form button");
            page.find("#token-error:not(:empty)").waitFor();
            page.find("#token").fill(TOKEN);
            page.click("#token-form button").awaitState("shown");

            page.page().reload();
            page.awaitState("shown");
            assertThat(page.page().content()).doesNotContain(TOKEN, store.token());
            stage.desktop(server.uri("/status").toString()).awaitState("token");
        }
        assertThat(stage.complaints()).isEmpty();
    }

    @Test
    void followsWhatHappensAndAsksTheStoreNothing() {
        try (var server = shared(Map.of())) {
            var page = page(server);
            Eventually.holds(() -> store.commands().total() == 1);
            var begun = store.commands();
            page.page().waitForResponse("**/api/status", () -> {});
            assertThat(store.commands().since(begun).total()).isZero();

            guestWithCode(server);
            page.find("#sessions small:has-text('1 now')").waitFor();
        }
        assertThat(stage.complaints()).isEmpty();
    }
}
