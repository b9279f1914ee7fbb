package dev.tripod.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.ApiClient;
import dev.tripod.testing.RoomSocket;
import dev.tripod.testing.TripodServer;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whose socket is opened at all: what a handshake needs, and how many there may be. */
class HandshakeTest {
    private static TripodServer server;
    private static Rooms rooms;

    @BeforeAll
    static void start() {
        server = TripodServer.start(
                Map.of("TRIPOD_SOCKETS_PER_SESSION", "2", "TRIPOD_SOCKETS_PER_ADDRESS", "6"), InstantSource.system());
        rooms = new Rooms(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static int refusal(ApiClient client, String path, String origin) {
        return RoomSocket.refusal(server, path, client.cookie(), origin).statusCode();
    }

    @Test
    void refusesForeignOrigins() {
        var owner = rooms.person("Desk");
        var path = "/ws/rooms/" + Rooms.create(owner);
        var own = RoomSocket.origin(server);

        assertThat(List.of(
                        "https://evil.example",
                        "null",
                        "",
                        own + "0",
                        own + ".evil.example",
                        "https" + own.substring(4)))
                .allSatisfy(origin -> assertThat(refusal(owner, path, origin)).isEqualTo(403));
        assertThat(rooms.registry().sockets()).isZero();
    }

    @Test
    void refusesWhoHasNoSession() {
        var owner = rooms.person("Desk");
        var path = "/ws/rooms/" + Rooms.create(owner);
        var cookie = owner.cookie();
        owner.delete("/api/sessions/current");
        var own = RoomSocket.origin(server);

        assertThat(List.of("", "sid=", "sid=" + "A".repeat(43), cookie)).allSatisfy(dead -> assertThat(
                        RoomSocket.refusal(server, path, dead, own).statusCode())
                .isEqualTo(401));
    }

    @Test
    void takesNoCredentialsFromTheQuery() {
        var owner = rooms.person("Desk");
        var path = "/ws/rooms/" + Rooms.create(owner);
        var own = RoomSocket.origin(server);

        assertThat(refusal(new ApiClient(server), path + "?" + owner.cookie(), own))
                .isEqualTo(401);
        assertThat(refusal(owner, path + "?token=x", own)).isEqualTo(401);
    }

    @Test
    void refusesPathsThatAreSpelledOtherwise() {
        var owner = rooms.person("Desk");
        var room = Rooms.create(owner);
        assertThat(List.of("/%77s/rooms/" + room, "/ws;x=1/rooms/" + room))
                .allSatisfy(path ->
                        assertThat(refusal(owner, path, "https://evil.example")).isIn(403, 404));
    }

    @Test
    void refusesOneSocketTooManyOfASession() {
        var owner = rooms.person("Desk");
        var room = Rooms.create(owner);
        var first = rooms.enter(owner, room);
        var second = rooms.open(owner, room);
        Rooms.await("both are open", () -> rooms.registry().sockets() == 2);
        var third = RoomSocket.refusal(server, "/ws/rooms/" + room, owner.cookie(), RoomSocket.origin(server));

        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(third.headers().firstValue("Retry-After")).isPresent();
        first.close();
        second.close();
        Rooms.await("both are closed", () -> rooms.registry().sockets() == 0);
        rooms.enter(owner, room).close();
        Rooms.await("all is closed", () -> rooms.registry().sockets() == 0);
    }

    @Test
    void refusesOneSocketTooManyOfAnAddress() {
        var people = IntStream.range(0, 7).mapToObj(i -> rooms.person("P" + i)).toList();
        var sockets = people.subList(0, 6).stream()
                .map(person -> rooms.enter(person, Rooms.create(person)))
                .toList();

        assertThat(refusal(people.get(6), "/ws/rooms/" + Rooms.create(people.get(6)), RoomSocket.origin(server)))
                .isEqualTo(429);
        sockets.forEach(RoomSocket::close);
        Rooms.await("all is closed", () -> rooms.registry().sockets() == 0);
    }

    @Test
    void keepsPeopleApartThatComeAtOnce() {
        var people = IntStream.range(0, 3).mapToObj(i -> rooms.person("P" + i)).toList();
        var room = Rooms.create(people.get(0));
        people.subList(1, 3).forEach(guest -> Rooms.invite(people.get(0), room, "viewer", guest, guest.cookie()));
        for (var round = 0; round < 10; round++) {
            var welcomes = people.stream()
                    .map(person -> CompletableFuture.supplyAsync(() -> {
                        var socket = rooms.open(person, room);
                        var self = Rooms.self(socket.hello());
                        socket.close();
                        return self;
                    }))
                    .toList();
            assertThat(welcomes).extracting(CompletableFuture::join).doesNotHaveDuplicates();
            Rooms.await("all are gone", () -> rooms.registry().sockets() == 0);
        }
    }
}
