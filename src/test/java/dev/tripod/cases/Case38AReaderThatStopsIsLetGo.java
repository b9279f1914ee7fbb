package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.bench.Processes;
import dev.tripod.testing.RoomSocket;
import dev.tripod.testing.Timings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

@Case(38)
class Case38AReaderThatStopsIsLetGo {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    /** More than all buffers on the way hold. */
    private static final int FRAMES = 150;

    private static final String DATA = "x".repeat(60_000);
    private static final int RESIDENT_MEGABYTES = 512;

    private final Instances both;
    private final Studio studio;

    Case38AReaderThatStopsIsLetGo(Instances both) {
        this.both = both;
        this.studio = Studio.at(both.a());
    }

    private double slowReaders() {
        return Figures.of(both.a(), "tripod_room_sockets_closed_total", "code", "1013");
    }

    /** Somebody who says hello and then reads nothing more. */
    private RawSocket deaf(RoomSocket desk) throws IOException {
        var deaf = new RawSocket(both.a(), studio.guest(both.a(), "viewer"), studio.room(), "192.0.2.38");
        deaf.say("{\"type\":\"hello\"}");
        desk.next("joined");
        return deaf;
    }

    private static Duration deliver(RoomSocket from, RoomSocket to, String kind, String id, String data) {
        var begin = System.nanoTime();
        from.send(kind, id, data);
        to.next(frame ->
                frame.path("id").asText().equals(id) && Studio.type(frame).equals("message"));
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static Duration median(List<Duration> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }

    @Test
    void itIsClosedInTimeWhileOthersGoOn() throws IOException {
        var desk = studio.enter(both.a(), studio.desktop());
        var otto = studio.enter(both.a(), studio.guest(both.a(), "viewer"));
        desk.next("joined");
        var calm = new ArrayList<Duration>();
        for (var number = 0; number < 20; number++) {
            calm.add(deliver(desk, otto, "ephemeral", "calm" + number, DATA));
        }
        var before = slowReaders();
        try (var deaf = deaf(desk)) {
            assertThat(deaf.status()).isEqualTo(101);
            var beside = new ArrayList<Duration>();
            for (var number = 0; number < FRAMES; number++) {
                beside.add(deliver(desk, otto, "ephemeral", "e" + number, DATA));
            }
            var begin = System.nanoTime();
            Timings.until(() -> {
                beside.add(deliver(desk, otto, "ephemeral", "w" + beside.size(), "x"));
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
                return slowReaders() > before;
            });
            var took = Duration.ofNanos(System.nanoTime() - begin);
            var resident = Processes.residentMegabytes(both.processOfA());
            System.out.printf(
                    "A reader that stopped was closed after %d ms; a message to another took %d us before, %d us beside it;"
                            + " heap %d MB, resident %d MB%n",
                    took.toMillis(),
                    median(calm).toNanos() / 1_000,
                    median(beside.subList(0, FRAMES)).toNanos() / 1_000,
                    Figures.megabytesOfHeap(both.a()),
                    resident);
            assertThat(took).isLessThan(LIMIT);
            assertThat(resident).isLessThan(RESIDENT_MEGABYTES);
            assertThat(median(beside.subList(0, FRAMES)))
                    .isLessThan(median(calm).multipliedBy(3).plus(Duration.ofMillis(10)));
        }
        desk.close();
        otto.close();
    }

    @Test
    void whatMustNotBeLostFillsItsQueueAndEndsItSooner() throws IOException {
        var desk = studio.enter(both.a(), studio.desktop());
        var otto = studio.enter(both.a(), studio.guest(both.a(), "viewer"));
        desk.next("joined");
        var before = slowReaders();
        try (var deaf = deaf(desk)) {
            assertThat(deaf.status()).isEqualTo(101);
            for (var number = 0; number < FRAMES && slowReaders() == before; number++) {
                assertThat(deliver(desk, otto, "log", "m" + number, DATA)).isLessThan(LIMIT);
                assertThat(desk.next("ack").path("id").asText()).isEqualTo("m" + number);
            }
            Timings.until(() -> slowReaders() > before);
        }
        assertThat(desk.isOpen() && otto.isOpen()).isTrue();
        desk.close();
        otto.close();
    }
}
