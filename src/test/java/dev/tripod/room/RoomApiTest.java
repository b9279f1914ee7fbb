package dev.tripod.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.ApiClient;
import dev.tripod.testing.TripodServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RoomApiTest {
    private static TripodServer server;
    private static Rooms rooms;

    @BeforeAll
    static void start() {
        server = TripodServer.start();
        rooms = new Rooms(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void makesARoomAndShowsIt() {
        var owner = rooms.person("Desk");
        var made = owner.post("/api/rooms", "{\"name\":\" Big\\u202e\\r\\nStudio \"}");
        var shown = owner.get("/api/rooms/" + made.json().path("id").asText());

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().path("id").asText()).matches("[\\w-]{22}");
        assertThat(made.json().path("name").asText()).isEqualTo("Big Studio");
        assertThat(shown.json().path("name").asText()).isEqualTo("Big Studio");
        assertThat(shown.json().path("participants")).isEmpty();
    }

    @Test
    void makesARoomWithoutAName() {
        var owner = rooms.person("Desk");
        assertThat(owner.post("/api/rooms", "").status()).isEqualTo(201);
        assertThat(owner.post("/api/rooms", "{}").json().path("name").asText()).isNotEmpty();
    }

    @Test
    void showsRoomsToThoseAloneWhoMayJoin() {
        var owner = rooms.person("Desk");
        var room = Rooms.create(owner);
        var guest = rooms.invited(owner, room, "viewer", "Vera");
        var other = rooms.person("Else");

        assertThat(guest.get("/api/rooms/" + room).status()).isEqualTo(200);
        assertThat(new ApiClient(server).get("/api/rooms/" + room).status()).isEqualTo(401);
        assertThat(List.of(room, "A".repeat(22), "short", "A".repeat(500), "%C3%A9"))
                .allSatisfy(id -> {
                    var answer = other.get("/api/rooms/" + id);
                    assertThat(answer.status()).isEqualTo(404);
                    assertThat(answer.problem()).isEqualTo("room-unknown");
                });
    }

    @Test
    void letsTheOwnerAloneRemoveSomebody() {
        var owner = rooms.person("Desk");
        var room = Rooms.create(owner);
        var guest = rooms.invited(owner, room, "viewer", "Vera");
        var camera = rooms.invited(owner, room, "camera", "Pixel");
        var socket = rooms.open(guest, room);
        var path = "/api/rooms/" + room + "/participants/" + Rooms.self(socket.hello());

        assertThat(camera.delete(path).status()).isEqualTo(403);
        assertThat(guest.delete(path).status()).isEqualTo(403);
        assertThat(rooms.person("Else").delete(path).status()).isEqualTo(404);
        assertThat(owner.delete("/api/rooms/" + room + "/participants/short").status())
                .isEqualTo(404);
        assertThat(guest.get("/api/rooms/" + room).status()).isEqualTo(200);
        assertThat(owner.delete(path).status()).isEqualTo(204);
        assertThat(owner.delete(path).status()).isEqualTo(204);
        assertThat(guest.get("/api/rooms/" + room).status()).isEqualTo(404);
    }

    @Test
    void keepsTheOwnerInItsOwnRoom() {
        var owner = rooms.person("Desk");
        var room = Rooms.create(owner);
        var socket = rooms.open(owner, room);
        var self = Rooms.self(socket.hello());

        owner.delete("/api/rooms/" + room + "/participants/" + self);
        assertThat(owner.get("/api/rooms/" + room).status()).isEqualTo(200);
        assertThat(socket.rest()).isEmpty();
    }

    @Test
    void letsNoCameraMakeRooms() {
        var owner = rooms.person("Desk");
        var camera = rooms.invited(owner, Rooms.create(owner), "camera", "Pixel");
        assertThat(camera.post("/api/rooms", "{}").status()).isEqualTo(403);
    }

    @Test
    void makesSoManyRoomsAMinuteAndNoMore() {
        var owner = rooms.person("Desk");
        for (var i = 0; i < 30; i++) {
            assertThat(owner.post("/api/rooms", "{}").status()).isEqualTo(201);
        }
        var refused = owner.post("/api/rooms", "{}");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isPresent();
    }
}
