package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tripod.testing.RoomSocket;
import dev.tripod.testing.Timings;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

@Case(31)
class Case31ASecondCameraReplacesTheFirst {
    private static final int ROUNDS = 5;

    private final Instances both;
    private final Studio studio;

    Case31ASecondCameraReplacesTheFirst(Instances both) {
        this.both = both;
        this.studio = Studio.at(both.a());
    }

    @Test
    void thereIsNeverMoreThanOne() {
        var desk = studio.enter(both.a(), studio.desktop());
        var vera = studio.enter(both.b(), studio.guest(both.b(), "viewer"));
        var camera = studio.guest(both.a(), "camera");
        var live = studio.enter(both.a(), camera);
        for (var round = 0; round < ROUNDS; round++) {
            var server = round % 2 == 0 ? both.b() : both.a();
            var second = studio.guest(server, "camera");
            var next = studio.enter(server, second);

            assertThat(live.closeCode()).isEqualTo(4409);
            var refused = RoomSocket.open(round % 2 == 0 ? both.a() : both.b(), camera, studio.room());
            assertThat(refused.closeCode()).as("the first one comes again").isEqualTo(4404);
            assertThat(camera.get("/api/rooms/" + studio.room()).status()).isEqualTo(404);
            for (var instance : List.of(both.a(), both.b())) {
                Timings.until(() -> {
                    var cameras = studio.shownBy(instance, "camera");
                    assertThat(cameras).hasSizeLessThan(2);
                    return cameras.size() == 1;
                });
            }
            assertThat(next.isOpen()).isTrue();
            camera = second;
            live = next;
        }
        for (var watching : List.of(desk, vera)) {
            assertThat(mostCameras(watching.rest()))
                    .as("cameras that others knew of at once")
                    .isEqualTo(1);
            watching.close();
        }
        live.close();
    }

    /** From the frames joined and left. */
    private static int mostCameras(List<JsonNode> frames) {
        var known = new HashSet<String>();
        var most = 0;
        for (var frame : frames) {
            var participant = frame.path("participant");
            if (participant.path("role").asText().equals("camera")) {
                if (Studio.type(frame).equals("left")) {
                    assertThat(frame.path("reason").asText()).isEqualTo("replaced");
                    known.remove(participant.path("id").asText());
                } else {
                    known.add(participant.path("id").asText());
                }
            }
            most = Math.max(most, known.size());
        }
        return most;
    }
}
