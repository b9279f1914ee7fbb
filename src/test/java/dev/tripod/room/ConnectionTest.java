package dev.tripod.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConnectionTest {
    private final ManualClock clock = new ManualClock();
    private final FakeWire wire = new FakeWire();
    private final Connection connection = new Connection(wire, new RoomCounts(), clock);

    @Test
    void sendsInOrderWithOneWriteUnderWay() {
        wire.stopReading();
        connection.send("a");
        connection.send("b");
        connection.send("c");
        assertThat(wire.sent).containsExactly("a");
        wire.takeOne();
        assertThat(wire.underWay()).isEqualTo(1);
        wire.read();
        assertThat(wire.sent).containsExactly("a", "b", "c");
    }

    @Test
    void tellsWhenAFrameIsWritten() {
        wire.stopReading();
        var written = new AtomicInteger();
        connection.send("a", written::incrementAndGet);
        assertThat(written).hasValue(0);
        wire.read();
        assertThat(written).hasValue(1);
    }

    @Test
    void dropsWhatMayBeDroppedForASlowReader() {
        wire.stopReading();
        connection.send("under way");
        connection.sendIfRoom("lost");
        IntStream.range(0, Connection.MAX_FRAMES).forEach(i -> connection.send("m" + i));
        connection.sendIfRoom("lost too");
        wire.read();
        assertThat(wire.sent).hasSize(Connection.MAX_FRAMES + 1).doesNotContain("lost", "lost too");
        assertThat(wire.closes).isEmpty();
    }

    @Test
    void closesWhenMoreWaitsThanItMayHold() {
        wire.stopReading();
        IntStream.range(0, Connection.MAX_FRAMES + 2).forEach(i -> connection.send("m" + i));
        assertThat(wire.closes).containsExactly(CloseCode.SLOW_READER);
        assertThat(connection.waiting()).isZero();
    }

    @Test
    void holdsNoMoreCharactersThanItMay() {
        wire.stopReading();
        var frame = "x".repeat(Connection.MAX_CHARACTERS / 4);
        IntStream.range(0, 5).forEach(i -> connection.send(frame));
        assertThat(wire.closes).isEmpty();
        connection.send("x");
        assertThat(wire.closes).containsExactly(CloseCode.SLOW_READER);
    }

    @Test
    void takesAsMuchAsIsMissedAtTheReadersPace() {
        wire.stopReading();
        connection.send("before");
        List<Supplier<String>> missed = IntStream.range(0, 2 * Connection.MAX_FRAMES)
                .<Supplier<String>>mapToObj(i -> () -> "m" + i)
                .toList();
        connection.sendFirst(missed);
        connection.send("after");
        wire.read();
        assertThat(wire.closes).isEmpty();
        assertThat(wire.sent)
                .hasSize(2 * Connection.MAX_FRAMES + 2)
                .startsWith("before", "m0")
                .endsWith("m511", "after");
    }

    @Test
    void sendsWhatIsQueuedBeforeItCloses() {
        wire.stopReading();
        connection.send("a");
        connection.send("b");
        connection.close(CloseCode.MALFORMED);
        connection.send("too late");
        assertThat(wire.closes).isEmpty();
        wire.read();
        assertThat(wire.sent).containsExactly("a", "b");
        assertThat(wire.closes).containsExactly(CloseCode.MALFORMED);
    }

    @Test
    void closesWithTheCodeItWasGivenHoweverMuchIsQueued() {
        wire.stopReading();
        IntStream.range(0, Connection.MAX_FRAMES + 1).forEach(i -> connection.send("m" + i));
        connection.close(CloseCode.REPLACED);
        connection.abort(CloseCode.SLOW_READER);
        assertThat(wire.closes).containsExactly(CloseCode.REPLACED);
    }

    @Test
    void closesOnceOnly() {
        connection.abort(CloseCode.TOO_FAST);
        connection.abort(CloseCode.TOO_BIG);
        connection.close(CloseCode.MALFORMED);
        assertThat(wire.closes).containsExactly(CloseCode.TOO_FAST);
        assertThat(connection.over()).isTrue();
    }

    @Test
    void noticesAPeerThatTakesNothing() {
        wire.stopReading();
        connection.send("a");
        clock.advance(Connection.PATIENCE);
        assertThat(connection.stalled()).isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(connection.stalled()).isTrue();
        wire.read();
        assertThat(connection.stalled()).isFalse();
    }
}
