package dev.tripod.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.RoomSocket;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which sockets open, and how they end. */
class SocketsOnServer extends OnServer {
    @Test
    void refusesHandshakesFromForeignPages() {
        var desk = desk();
        var path = "/ws/rooms/" + room(desk);
        for (var origin : List.of("https://evil.example", "null", "")) {
            assertThat(RoomSocket.refusal(a, path, desk.cookieHeader(), origin).statusCode())
                    .as("origin '" + origin + "'")
                    .isEqualTo(403);
        }
    }

    @Test
    void refusesHandshakesWithoutASession() {
        var desk = desk();
        var path = "/ws/rooms/" + room(desk);
        var cookie = desk.cookieHeader();
        assertThat(RoomSocket.refusal(a, path, "", a.toString()).statusCode()).isEqualTo(401);
        assertThat(RoomSocket.refusal(a, path + "?" + cookie, cookie, a.toString())
                        .statusCode())
                .isEqualTo(401);
        desk.delete(CURRENT);
        assertThat(RoomSocket.refusal(a, path, cookie, a.toString()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void refusesMoreSocketsThanASessionMayHave() {
        var desk = desk();
        var room = room(desk);
        var open = IntStream.range(0, 10)
                .mapToObj(i -> RoomSocket.open(a, desk, room))
                .toList();
        open.forEach(RoomSocket::rest); // counted by now, whenever the server has called the endpoint
        assertThat(RoomSocket.refusal(a, "/ws/rooms/" + room, desk.cookieHeader(), a.toString())
                        .statusCode())
                .isEqualTo(429);
        open.forEach(RoomSocket::close);
    }

    @Test
    void closesWith4404WhereThereIsNoSuchRoom() {
        assertThat(RoomSocket.open(a, desk(), "AAAAAAAAAAAAAAAAAAAAAA").closeCode())
                .isEqualTo(4404);
        assertThat(RoomSocket.open(a, desk(), room(desk())).closeCode()).isEqualTo(4404);
    }

    @Test
    void closesWith4408WithoutAHello() {
        var desk = desk();
        assertThat(RoomSocket.open(a, desk, room(desk)).closeCode()).isEqualTo(4408);
    }

    @Test
    void closesWith4400AfterTheFifthBadFrame() {
        var desk = desk();
        var socket = RoomSocket.enter(a, desk, room(desk));
        socket.say("{");
        socket.say("[]");
        socket.sayBinary(new byte[] {1, 2, 3});
        socket.say("{\"type\":\"nonsense\"}");
        assertThat(socket.rest())
                .extracting(frame -> frame.path("code").asText())
                .containsExactly("malformed", "malformed", "malformed", "unknown-type");
        socket.say("{\"type\":\"send\"}");
        assertThat(socket.closeCode()).isEqualTo(4400);
    }

    @Test
    void closesWith1009WhenAFrameIsTooBig() {
        var desk = desk();
        var room = room(desk);
        var whole = RoomSocket.enter(a, desk, room);
        whole.say("x".repeat(64 * 1024 + 1));
        assertThat(whole.closeCode()).isEqualTo(1009);
        var pieces = RoomSocket.enter(a, desk, room);
        try {
            pieces.sayInPieces(Collections.nCopies(80, "x".repeat(1024)));
        } catch (AssertionError closedMeanwhile) {
            assertThat(closedMeanwhile).hasMessageContaining("in time");
        }
        assertThat(pieces.closeCode()).isIn(1009, 1006); // the end can overtake its reason on a broken connection
    }

    @Test
    void takesAFrameOf64Kibibytes() {
        var desk = desk();
        var socket = RoomSocket.enter(a, desk, room(desk));
        var frame = "{\"type\":\"send\",\"id\":\"big\",\"kind\":\"log\",\"data\":\"%s\"}";
        socket.say(frame.formatted("x".repeat(64 * 1024 - frame.length() + 2)));
        assertThat(socket.next("ack").path("id").asText()).isEqualTo("big");
        socket.close();
    }

    @Test
    void closesWith4429WhenFramesComeTooFast() {
        var desk = desk();
        var socket = RoomSocket.enter(a, desk, room(desk));
        try {
            IntStream.range(0, 2_000).forEach(i -> socket.send("ephemeral", "m" + i, "x"));
        } catch (AssertionError closedMeanwhile) {
            assertThat(closedMeanwhile).hasMessageContaining("in time");
        }
        assertThat(socket.closeCode()).isIn(4429, 1006); // the same
    }

    @Test
    void closesTheOlderSocketOfAParticipantWith4409() {
        var desk = desk();
        var room = room(desk);
        var older = RoomSocket.enter(a, desk, room);
        var newer = RoomSocket.enter(a, desk, room);
        assertThat(older.closeCode()).isEqualTo(4409);
        assertThat(newer.isOpen()).isTrue();
        newer.close();
    }

    @Test
    void closesSocketsOfBothInstancesWith4401WhenTheSessionEnds() {
        var desk = desk();
        var room = room(desk);
        var shown = GUESTS.show(desk, "{\"room\":\"%s\"}".formatted(room));
        var phone = GUESTS.phone(b, "token", shown.token());
        var onB = RoomSocket.enter(b, phone, room);
        var onA = RoomSocket.enter(a, desk, room);
        assertThat(phone.delete(CURRENT).status()).isEqualTo(204);
        assertThat(onB.closeCode()).isEqualTo(4401);
        assertThat(onA.next("left").path("participant").path("name").asText()).isEqualTo("Pixel");
        desk.at(b).delete(CURRENT);
        assertThat(onA.closeCode()).isEqualTo(4401);
    }
}
