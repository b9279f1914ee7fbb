package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.Browser;
import dev.tripod.testing.RoomSocket;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@Case(37)
class Case37WhoSendsTooFastDisturbsNobody {
    private static final int FLOODERS = 4;
    private static final Duration BETWEEN_FRAMES = Duration.ofMillis(5);
    private static final int SAMPLES = 150;
    private static final int TRIES = 5;
    private static final int SOCKETS_PER_SESSION = 10;
    private static final int SOCKETS_PER_ADDRESS = 200;
    private static final String ADDRESS = "192.0.2.37";

    private final Instances both;

    Case37WhoSendsTooFastDisturbsNobody(Instances both) {
        this.both = both;
    }

    /** Sends 200 frames a second until the server ends that; the code. */
    private static int flood(RoomSocket socket) {
        var next = System.nanoTime();
        try {
            for (var number = 0; number < 2_000 && socket.isOpen(); number++) {
                socket.send("ephemeral", "m" + number, "flood");
                next += BETWEEN_FRAMES.toNanos();
                LockSupport.parkNanos(next - System.nanoTime());
            }
        } catch (AssertionError closedMeanwhile) {
            assertThat(closedMeanwhile).hasMessageContaining("in time");
        }
        return socket.closeCode();
    }

    /** How long 95 of 100 messages from one to the other take at most. */
    private static Duration p95(RoomSocket from, RoomSocket to) {
        var times = IntStream.range(0, SAMPLES)
                .mapToLong(number -> {
                    var begin = System.nanoTime();
                    from.send("ephemeral", "s" + number, "sample");
                    to.next(frame -> frame.path("data").asText().equals("sample"));
                    var time = System.nanoTime() - begin;
                    LockSupport.parkNanos(Duration.ofMillis(11).toNanos() - time);
                    return time;
                })
                .sorted()
                .toArray();
        return Duration.ofNanos(times[SAMPLES * 95 / 100]);
    }

    @Test
    void twoHundredFramesASecondEndASocketAndOthersHardlyNotice() {
        var studio = Studio.at(both.a());
        var elsewhere = Studio.at(both.a());
        var from = elsewhere.enter(both.a(), elsewhere.desktop());
        var to = elsewhere.enter(both.a(), elsewhere.guest(both.a(), "viewer"));
        var desk = studio.enter(both.a(), studio.desktop());
        p95(from, to);
        var kept = false;
        for (var tries = 0; tries < TRIES && !kept; tries++) {
            var calm = p95(from, to);
            var flooders = IntStream.range(0, FLOODERS)
                    .mapToObj(number -> studio.enter(both.a(), studio.guest(both.a(), "viewer")))
                    .map(socket -> CompletableFuture.supplyAsync(() -> flood(socket)))
                    .toList();
            var flooded = p95(from, to);
            assertThat(flooders)
                    .extracting(CompletableFuture::join)
                    .as("the end can overtake its reason on a broken connection")
                    .containsAnyOf(4429)
                    .isSubsetOf(4429, 1006);
            kept = flooded.compareTo(calm.multipliedBy(2)) < 0;
            System.out.printf(
                    "Others' p95 was %d us, and %d us beside %d who sent too fast%n",
                    calm.toNanos() / 1_000, flooded.toNanos() / 1_000, FLOODERS);
            assertThat(flooded).as("at the very worst").isLessThan(Duration.ofSeconds(1));
        }
        assertThat(kept)
                .as("others' p95 less than doubled in one of %d tries", TRIES)
                .isTrue();
        for (var other : List.of(from, to, desk)) {
            assertThat(other.isOpen()).isTrue();
            other.close();
        }
    }

    private RawSocket open(URI server, Browser who, String room, String address) {
        try {
            var socket = new RawSocket(server, who, room, address);
            if (socket.status() == 101) {
                socket.say("{\"type\":\"ping\"}").next(); // counted by now
            }
            return socket;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertRefused(RawSocket socket) {
        assertThat(socket.status()).isEqualTo(429);
        assertThat(socket.head()).containsIgnoringCase("\r\nRetry-After: ");
    }

    @Test
    void aSocketTooManyOfASessionOrAnAddressIsRefusedAtTheHandshake() {
        var people = IntStream.rangeClosed(0, SOCKETS_PER_ADDRESS / SOCKETS_PER_SESSION)
                .mapToObj(number -> Studio.at(both.b()))
                .toList();
        var last = people.get(people.size() - 1);
        var begin = System.nanoTime();
        var open = people.stream()
                .limit(SOCKETS_PER_ADDRESS / SOCKETS_PER_SESSION)
                .flatMap(person -> IntStream.range(0, SOCKETS_PER_SESSION)
                        .mapToObj(number -> open(both.b(), person.desktop(), person.room(), ADDRESS)))
                .toList();
        assertThat(open).allSatisfy(socket -> assertThat(socket.status()).isEqualTo(101));

        var first = people.get(0);
        assertRefused(open(both.b(), first.desktop(), first.room(), "192.0.2.137"));
        assertRefused(open(both.b(), last.desktop(), last.room(), ADDRESS));
        assertThat(open(both.b(), last.desktop(), last.room(), "192.0.2.137").status())
                .isEqualTo(101);
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .as("before the first ones are closed for want of a hello")
                .isLessThan(Duration.ofSeconds(5));
        open.forEach(RawSocket::close);
    }
}
