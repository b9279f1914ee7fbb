package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tripod.testing.Browser;
import dev.tripod.testing.RoomSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@Case(63)
class Case63ComesBackElsewhereWhenAnInstanceIsKilled {
    /** 2.2 pings of two seconds. */
    private static final Duration NOTICED = Duration.ofMillis(4_400);
    /** For the probe that follows, on a machine that does other things too. */
    private static final Duration NOISE = Duration.ofSeconds(4);

    @Test
    void clientsComeBackOnBWithTheirCookiesAndWhoDoesNotLeavesOnce() {
        try (var both = Instances.start(Map.of())) {
            var desk = Instances.GUESTS.person(both.a());
            var room = desk.post("/api/rooms", "{}").json().path("id").asText();
            var camera = invite(both, desk, room, "camera");
            var lost = invite(both, desk, room, "viewer");
            var watching = invite(both, desk, room, "viewer");
            RoomSocket.enter(both.a(), desk, room);
            RoomSocket.enter(both.a(), camera, room);
            var gone = RoomSocket.enter(both.a(), lost, room);
            var watcher = RoomSocket.open(both.b(), watching, room);
            assertThat(watcher.hello().path("participants")).hasSize(4);
            var begin = System.nanoTime();

            both.killA();

            assertThat(gone.closeCode()).isEqualTo(1006);
            assertThat(desk.at(both.b()).get("/api/sessions/current").status()).isEqualTo(200);
            assertThat(camera.at(both.b()).get("/api/sessions/current").status())
                    .isEqualTo(200);
            var deskAgain = RoomSocket.enter(both.b(), desk.at(both.b()), room);
            var cameraAgain = RoomSocket.open(both.b(), camera.at(both.b()), room);
            assertThat(names(cameraAgain.hello().path("participants"))).contains("desktop", "camera");
            var left = watcher.next("left");
            var took = Duration.ofNanos(System.nanoTime() - begin);
            System.out.printf("Case 63: who did not come back left %d ms after the kill%n", took.toMillis());
            assertThat(left.path("participant").path("role").asText()).isEqualTo("viewer");
            assertThat(took).isLessThan(NOTICED.plus(NOISE));
            meet(deskAgain, cameraAgain);
            assertThat(watcher.rest())
                    .noneMatch(frame -> frame.path("type").asText().equals("left"));
            assertThat(deskAgain.rest().stream()
                            .filter(frame -> frame.path("type").asText().equals("left")))
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    private static Browser invite(Instances both, Browser desk, String room, String role) {
        var shown = Instances.GUESTS.show(desk, "{\"room\":\"%s\",\"role\":\"%s\"}".formatted(room, role));
        return Instances.GUESTS.phone(both.a(), "token", shown.token());
    }

    private static List<String> names(JsonNode participants) {
        return participants.findValuesAsText("role");
    }

    /** Desktop and camera meet without a new code: what one says reaches the other. */
    private static void meet(RoomSocket desk, RoomSocket camera) {
        camera.send("log", "from-camera", "here").next("ack");
        desk.next(frame -> frame.path("id").asText().equals("from-camera"));
        desk.send("log", "from-desk", "there").next("ack");
        camera.next(frame -> frame.path("id").asText().equals("from-desk"));
    }
}
