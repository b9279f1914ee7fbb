package dev.tripod.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.ApiClient;
import dev.tripod.testing.ManualClock;
import dev.tripod.testing.RoomSocket;
import dev.tripod.testing.TripodServer;
import dev.tripod.testing.upstash.Fault;
import dev.tripod.testing.upstash.UpstashServer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a room does as time passes: limits, grace, pings, ends. */
class RoomTimeTest {
    private final ManualClock clock = new ManualClock();
    private TripodServer server;
    private Rooms rooms;
    private ApiClient owner;
    private String room;

    @BeforeEach
    void start() {
        server = TripodServer.start(Map.of("TRIPOD_MESSAGES_PER_SECOND", "10"), clock);
        rooms = new Rooms(server);
        owner = rooms.person("Desk");
        room = Rooms.create(owner);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void pass(int seconds) {
        clock.advance(Duration.ofSeconds(seconds));
    }

    @Test
    void closesWhoSaysNoHello() {
        var silent = rooms.open(owner, room);
        Rooms.await("it is open", () -> rooms.registry().sockets() == 1);
        pass(6);
        assertThat(silent.closeCode()).isEqualTo(4408);
    }

    @Test
    void letsAVanishedParticipantGoAfterItsGraceOnce() {
        var desk = rooms.enter(owner, room);
        var vera = rooms.enter(rooms.invited(owner, room, "viewer", "Vera"), room);
        vera.cut();
        Rooms.await("the socket is gone", () -> rooms.registry().sockets() == 1);
        pass(14);
        assertThat(desk.rest()).extracting(frame -> frame.path("type").asText()).doesNotContain("left");
        pass(2);
        assertThat(desk.next("left").path("reason").asText()).isEqualTo("vanished");
        pass(20);
        assertThat(desk.rest()).isEmpty();
    }

    @Test
    void holdsSignalsForWhomIsOnTheWayBack() {
        var desk = rooms.enter(owner, room);
        var guest = rooms.invited(owner, room, "viewer", "Vera");
        var vera = rooms.open(guest, room);
        var id = Rooms.self(vera.hello());
        vera.cut();
        Rooms.await("the socket is gone", () -> rooms.registry().sockets() == 1);
        desk.sendTo(id, "signal", "s1", "offer").rest();
        pass(3);
        var back = rooms.enter(guest, room);

        assertThat(back.next("message").path("data").asText()).isEqualTo("offer");
        assertThat(desk.next("ack").path("id").asText()).isEqualTo("s1");
    }

    @Test
    void givesASignalUpAfterFiveSeconds() {
        var desk = rooms.enter(owner, room);
        var guest = rooms.invited(owner, room, "viewer", "Vera");
        var vera = rooms.open(guest, room);
        var id = Rooms.self(vera.hello());
        vera.cut();
        Rooms.await("the socket is gone", () -> rooms.registry().sockets() == 1);
        desk.sendTo(id, "signal", "s1", "offer").rest();
        pass(5);

        assertThat(desk.next("error").path("code").asText()).isEqualTo("undelivered");
        assertThat(rooms.enter(guest, room).rest()).isEmpty();
    }

    @Test
    void closesWhoSendsTooFastAndNobodyElse() {
        var desk = rooms.enter(owner, room);
        var vera = rooms.enter(rooms.invited(owner, room, "viewer", "Vera"), room);
        try {
            for (var i = 0; i < 21; i++) {
                vera.send("ephemeral", "e" + i, "x");
            }
        } catch (AssertionError e) {
            // closed before all of it was sent
        }
        assertThat(vera.closeCode()).isEqualTo(4429);
        assertThat(desk.isOpen()).isTrue();
        assertThat(desk.rest())
                .filteredOn(frame -> frame.path("type").asText().equals("message"))
                .hasSizeLessThan(21);
    }

    @Test
    void takesAsManyFramesAsAreAllowed() {
        var desk = rooms.enter(owner, room);
        for (var second = 0; second < 3; second++) {
            for (var i = 0; i < 10; i++) {
                desk.send("ephemeral", "e" + i, "x");
            }
            desk.rest();
            pass(2);
        }
        assertThat(desk.isOpen()).isTrue();
    }

    @Test
    void pingsEachSocketAndLetsThoseGoThatAnswerNoMore() {
        var desk = rooms.enter(owner, room);
        var guest = rooms.invited(owner, room, "viewer", "Vera");
        var deaf = RoomSocket.openDeaf(server, guest, room);
        deaf.say("{\"type\":\"hello\"}");
        desk.next("joined");
        for (var pings = 1; pings <= 3; pings++) {
            pass(25);
            desk.awaitPings(pings);
            desk.rest();
        }
        if (rooms.registry().sockets() > 1) { // the clock may have been moved before its turn came
            pass(25);
            desk.awaitPings(4);
        }
        Rooms.await("the deaf one is given up", () -> rooms.registry().sockets() == 1);
        assertThat(desk.isOpen()).isTrue();
        pass(16);
        assertThat(desk.next("left").path("reason").asText()).isEqualTo("vanished");
        assertThat(desk.rest()).isEmpty();
    }

    @Test
    void closesAReaderThatStopsAndDelaysNobody() {
        var desk = rooms.enter(owner, room);
        var deaf = RoomSocket.openDeaf(server, rooms.invited(owner, room, "viewer", "Vera"), room);
        deaf.say("{\"type\":\"hello\"}");
        desk.next("joined");
        var otto = rooms.enter(rooms.invited(owner, room, "viewer", "Otto"), room);
        var data = "x".repeat(60_000);
        for (var i = 0; i < 150 && rooms.registry().sockets() == 3; i++) {
            desk.send("log", "m" + i, data);
            assertThat(otto.next("message").path("id").asText()).isEqualTo("m" + i);
            pass(1);
        }
        Rooms.await("the deaf one is given up", () -> rooms.registry().sockets() == 2);
        assertThat(desk.isOpen() && otto.isOpen()).isTrue();
    }

    @Test
    void closesSocketsWhenTheSessionReachesItsAbsoluteEnd() {
        server.close();
        server = TripodServer.start(Map.of("TRIPOD_SESSION_MAX", "15m", "TRIPOD_SESSION_IDLE", "12m"), clock);
        rooms = new Rooms(server);
        owner = rooms.person("Desk");
        room = Rooms.create(owner);
        var desk = rooms.enter(owner, room);
        for (var minutes = 1; minutes < 15; minutes++) {
            pass(60);
            desk.awaitPings(minutes);
            desk.rest();
        }
        assertThat(desk.isOpen()).isTrue();
        pass(61);
        assertThat(desk.closeCode()).isEqualTo(4401);
    }

    @Test
    void keepsSessionAndRoomAliveWhileASocketIsOpen() {
        server.close();
        server = TripodServer.start(Map.of("TRIPOD_SESSION_IDLE", "12h"), clock);
        rooms = new Rooms(server);
        owner = rooms.person("Desk");
        room = Rooms.create(owner);
        var desk = rooms.enter(owner, room);
        for (var pings = 1; pings <= 10; pings++) {
            pass(3 * 3_600);
            desk.awaitPings(pings);
            desk.rest();
        }
        assertThat(owner.get("/api/rooms/" + room).status()).isEqualTo(200);
    }

    @Test
    void keepsASessionAliveThatCouldNotBeTouchedAtFirst() {
        server.close();
        try (var store = UpstashServer.start()) {
            var settings = Map.of(
                    "UPSTASH_REDIS_REST_URL", store.uri().toString(),
                    "UPSTASH_REDIS_REST_TOKEN", store.token(),
                    "TRIPOD_SESSION_IDLE", "12h");
            server = TripodServer.start(settings, clock);
            rooms = new Rooms(server);
            owner = rooms.person("Desk");
            room = Rooms.create(owner);
            var desk = rooms.enter(owner, room);
            var failing = store.fault(Fault.page(500), request -> request.body().contains(":sessions:"));
            pass(6 * 3_600 + 1);
            Rooms.await("it was tried in vain", () -> failing.hits() > 0);
            desk.awaitPings(1);
            desk.rest();
            failing.clear();
            Rooms.await("it is tried again", () -> {
                pass(1);
                return sessionEndsLaterThan(store, clock.instant().plus(Duration.ofHours(11)));
            });
            pass(11 * 3_600);
            assertThat(owner.get("/api/rooms/" + room).status()).isEqualTo(200);
            server.close();
        }
        server = TripodServer.start();
    }

    private static boolean sessionEndsLaterThan(UpstashServer store, Instant time) {
        var key = store.redis().keys("tripod:c:sessions:*").iterator().next();
        var end = store.redis().get(key).replaceFirst("(?s).*\"idleEnd\":(\\d+).*", "$1");
        return Long.parseLong(end) > time.toEpochMilli();
    }

    @Test
    void endsARoomADayAfterItsLastUse() {
        pass(23 * 3_600);
        var again = rooms.person("Desk");
        var kept = Rooms.create(again);
        pass(2 * 3_600);
        assertThat(server.bean(RoomService.class).find(new RoomId(room))).isEmpty();
        assertThat(server.bean(RoomService.class).find(new RoomId(kept))).isPresent();
    }

    @Test
    void tellsSocketsThatTheServerStops() {
        var desk = rooms.enter(owner, room);
        server.close();
        assertThat(desk.closeCode()).isEqualTo(1012);
        server = TripodServer.start();
    }

    @Test
    void tellsASocketThatComesWhileTheServerStops() {
        rooms.registry().stop();
        assertThat(rooms.open(owner, room).closeCode()).isEqualTo(1012);
        server.close();
        server = TripodServer.start();
    }
}
