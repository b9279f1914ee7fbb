package dev.tripod.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.ApiClient;
import dev.tripod.testing.ManualClock;
import dev.tripod.testing.RoomSocket;
import dev.tripod.testing.TripodServer;
import dev.tripod.testing.upstash.UpstashServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an instance costs in an hour in which nothing is said. */
class RoomHourTest {
    private static final int ROOMS = 5;
    private static final int PEOPLE = 10;

    private final ManualClock clock = new ManualClock();
    private final UpstashServer store = UpstashServer.start();
    private final TripodServer server = TripodServer.start(
            Map.of("UPSTASH_REDIS_REST_URL", store.uri().toString(), "UPSTASH_REDIS_REST_TOKEN", store.token()), clock);
    private final Rooms rooms = new Rooms(server);

    @AfterEach
    void stop() {
        server.close();
        store.close();
    }

    @Test
    void fiveRoomsOfTenCostAtMostSixtyAndTwoForEachParticipant() {
        var owner = rooms.person("Desk");
        var guests =
                IntStream.range(1, PEOPLE).mapToObj(i -> new ApiClient(server)).toList();
        var sockets = new ArrayList<RoomSocket>();
        for (var i = 0; i < ROOMS; i++) {
            clock.advance(Duration.ofMinutes(2)); // so that nobody's limits are reached
            var room = Rooms.create(owner);
            guests.forEach(guest -> Rooms.invite(owner, room, "viewer", guest, "Guest"));
            Stream.concat(Stream.of(owner), guests.stream()).forEach(person -> sockets.add(rooms.enter(person, room)));
        }
        passMinutes(10, sockets); // until nothing is left to be written down of how they came

        var before = store.commands();
        passMinutes(60, sockets);
        var spent = store.commands().since(before);

        System.out.println("idle hour: " + spent.total() + " " + spent.byName());
        assertThat(spent.total()).as(spent.byName().toString()).isLessThanOrEqualTo(60 + 2 * sockets.size());
        assertThat(sockets).allMatch(RoomSocket::isOpen);
    }

    @Test
    void nobodyCostsNothing() {
        var owner = rooms.person("Desk");
        var socket = rooms.enter(owner, Rooms.create(owner));
        socket.cut();
        Rooms.await("the socket is gone", () -> rooms.registry().sockets() == 0);
        Rooms.await("it has left", () -> {
            clock.advance(Duration.ofSeconds(1));
            rooms.registry().tick();
            return store.commands().of("HDEL") == 1;
        });

        var before = store.commands();
        for (var minute = 0; minute < 60; minute++) {
            clock.advance(Duration.ofMinutes(1));
            rooms.registry().tick();
        }

        var spent = store.commands().since(before);
        assertThat(spent.total() - spent.of("PUBLISH")).as(spent.toString()).isZero();
        assertThat(spent.of("PUBLISH")).as("that it has left").isLessThanOrEqualTo(1);
    }

    /** Minute by minute, each until all sockets have answered a ping. */
    private void passMinutes(int minutes, List<RoomSocket> sockets) {
        var pings = sockets.stream().mapToInt(RoomSocket::pings).toArray();
        for (var minute = 1; minute <= minutes; minute++) {
            clock.advance(Duration.ofMinutes(1));
            for (var i = 0; i < sockets.size(); i++) {
                sockets.get(i).awaitPings(pings[i] + minute);
            }
        }
    }
}
