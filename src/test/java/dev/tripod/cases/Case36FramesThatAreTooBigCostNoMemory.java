package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.bench.Processes;
import dev.tripod.testing.RoomSocket;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@Case(36)
class Case36FramesThatAreTooBigCostNoMemory {
    private static final int LARGEST = 64 * 1024;
    private static final int MEGABYTE = 1 << 20;
    private static final int SOCKETS = 8;
    /** By each of the sockets, of which the heap of an instance could not keep a quarter. */
    private static final int MEGABYTES = 32;
    /** What it ends a frame with that does not fit its buffer of half a megabyte; the endpoint is not asked. */
    private static final int OWN_CODE_OF_TYRUS = 1011;
    /** What the whole process may take. */
    private static final int RESIDENT_MEGABYTES = 512;

    private final Instances both;
    private final Studio studio;

    Case36FramesThatAreTooBigCostNoMemory(Instances both) {
        this.both = both;
        this.studio = Studio.at(both.a());
    }

    @Test
    void aByteMoreThan64KibibytesIsTooMuch() {
        var desk = studio.enter(both.a(), studio.desktop());
        var frame = "{\"type\":\"send\",\"id\":\"m\",\"kind\":\"log\",\"data\":\"%s\"}";
        desk.say(frame.formatted("x".repeat(LARGEST - frame.length() + 2)));
        assertThat(desk.next("ack").path("id").asText()).isEqualTo("m");
        desk.say(frame.formatted("x".repeat(LARGEST - frame.length() + 3)));
        assertThat(desk.closeCode()).isEqualTo(1009);
    }

    @Test
    void soIsAQuarterOfAMegabyte() throws IOException {
        try (var socket = open()) {
            socket.send(RawSocket.TEXT, true, new byte[MEGABYTE / 4]);
            assertThat(socket.end().code()).isEqualTo(1009);
        }
    }

    @Test
    void itIsTooMuchInFragmentsToo() throws IOException {
        try (var socket = open()) {
            socket.send(RawSocket.TEXT, false, new byte[1]);
            for (var number = 0; number < 64; number++) {
                socket.send(RawSocket.CONTINUATION, number == 63, new byte[1024]);
            }
            assertThat(socket.end().code()).isEqualTo(1009);
        }
    }

    private RawSocket open() throws IOException {
        var socket = new RawSocket(both.a(), studio.desktop(), studio.room(), "192.0.2.36");
        assertThat(socket.status()).isEqualTo(101);
        return socket.say("{\"type\":\"ping\"}");
    }

    private interface Flood {
        void into(RawSocket socket) throws IOException;
    }

    private static void endlessFrame(RawSocket socket) throws IOException {
        socket.begin(RawSocket.TEXT, true, 1 << 30);
        for (var number = 0; number < MEGABYTES; number++) {
            socket.write(new byte[MEGABYTE]);
        }
    }

    private static void endlessFragments(RawSocket socket) throws IOException {
        socket.send(RawSocket.TEXT, false, new byte[1]);
        for (var number = 0; number < MEGABYTES * 64; number++) {
            socket.send(RawSocket.CONTINUATION, false, new byte[MEGABYTE / 64]);
        }
    }

    private int codeAfter(Flood flood) {
        try (var socket = open()) {
            var end = CompletableFuture.supplyAsync(() -> socket.end().code());
            try {
                flood.into(socket);
            } catch (IOException e) {
                // The server has ended the connection, as it should.
            }
            return end.join();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void memoryStaysBoundedWhateverIsSent() throws IOException {
        var heap = Figures.megabytesOfHeap(both.a());
        var resident = Processes.residentMegabytes(both.processOfA());
        for (var flood : List.<Flood>of(
                Case36FramesThatAreTooBigCostNoMemory::endlessFrame,
                Case36FramesThatAreTooBigCostNoMemory::endlessFragments)) {
            var ends = IntStream.range(0, SOCKETS)
                    .mapToObj(number -> CompletableFuture.supplyAsync(() -> codeAfter(flood)))
                    .toList();
            assertThat(ends)
                    .extracting(CompletableFuture::join)
                    .as("the end can overtake its reason on a broken connection")
                    .containsAnyOf(1009, OWN_CODE_OF_TYRUS)
                    .isSubsetOf(1009, OWN_CODE_OF_TYRUS, 1006);
        }
        var residentAfter = Processes.residentMegabytes(both.processOfA());
        System.out.printf(
                "%d sockets sent up to %d MB each: heap %d MB before, %d MB after; resident %d MB before, %d MB after%n",
                2 * SOCKETS, MEGABYTES, heap, Figures.megabytesOfHeap(both.a()), resident, residentAfter);
        assertThat(residentAfter).isLessThan(RESIDENT_MEGABYTES);
        assertThat(both.processOfA().log()).doesNotContain("OutOfMemoryError");
        RoomSocket.enter(both.a(), studio.desktop(), studio.room()).close();
    }
}
