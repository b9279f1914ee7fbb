package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.RoomSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

@Case(30)
class Case30ACameraHasNoPowers {
    private final Instances both;

    Case30ACameraHasNoPowers(Instances both) {
        this.both = both;
    }

    @Test
    void aCameraInvitesAndRemovesNobodyAndKnowsNoOtherRooms() {
        var studio = Studio.at(both.a());
        var foreign = Studio.at(both.b());
        var viewer = studio.guest(both.b(), "viewer");
        var watching = studio.enter(both.a(), viewer);
        var camera = studio.guest(both.b(), "camera");
        var welcome = RoomSocket.open(both.b(), camera, studio.room()).hello();
        var people = welcome.path("participants").findValuesAsText("id");
        assertThat(people).hasSizeGreaterThanOrEqualTo(2);

        for (var server : List.of(both.a(), both.b())) {
            var there = camera.at(server);
            for (var wish : List.of("{}", studio.wish("viewer"), studio.wish("camera"), foreign.wish("viewer"))) {
                assertThat(there.post("/api/pairings", wish).status()).isEqualTo(403);
            }
            for (var person : people) {
                assertThat(there.delete("/api/rooms/%s/participants/%s".formatted(studio.room(), person))
                                .status())
                        .isEqualTo(403);
                assertThat(there.delete("/api/rooms/%s/participants/%s".formatted(foreign.room(), person))
                                .status())
                        .isEqualTo(404);
            }
            assertThat(there.get("/api/rooms/" + studio.room()).status()).isEqualTo(200);
            for (var unknown : List.of(foreign.room(), "A".repeat(22))) {
                assertThat(there.get("/api/rooms/" + unknown).status()).isEqualTo(404);
                assertThat(RoomSocket.open(server, camera, unknown).closeCode()).isEqualTo(4404);
            }
        }
        assertThat(watching.isOpen()).as("nobody was removed").isTrue();
        watching.close();
    }
}
