package dev.tripod.room;

import dev.tripod.session.SessionKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * One socket from its opening to its end: counts what comes in, waits for the hello, hands good frames to the room. The
 * container calls it from one thread at a time, the clock from another; what both touch is volatile.
 */
final class Visit {
    static final Duration HELLO_LIMIT = Duration.ofSeconds(5);
    static final Duration PING_EVERY = Duration.ofSeconds(25);
    static final int MAX_FRAME = 64 * 1024;

    private static final int MAX_BAD_FRAMES = 5;
    private static final int MISSED_PINGS = 2;

    final Visitor visitor;
    final Connection connection;
    final LiveRoom live;
    final Room room;

    private final Grant grant;
    private final FrameRate rate;
    private final Instant helloUntil;
    private int badFrames;
    /** Set by the hello, read by the clock. */
    private volatile boolean greeted;
    /** Raised by the clock, reset by whatever the peer sends. */
    private volatile int unanswered;
    /** Used by the clock alone. */
    private Instant nextPing;

    /** Where the session is stored now; moved by the clock when a rotation moves it. */
    volatile SessionKey sessionKey;

    volatile Instant nextTouch = Instant.MAX;

    /** A visit by somebody who has a grant for the room; the connection is expected in the live one. */
    Visit(Visitor visitor, Connection connection, LiveRoom live, Room room, FrameRate rate, InstantSource clock) {
        this.visitor = visitor;
        this.connection = connection;
        this.live = live;
        this.room = room;
        this.grant = room.grantOf(visitor.session().id()).orElseThrow();
        this.rate = rate;
        this.sessionKey = visitor.session().key();
        var now = clock.instant();
        this.helloUntil = now.plus(HELLO_LIMIT);
        this.nextPing = now.plus(PING_EVERY);
    }

    /** Its session is to be touched at this time, if it is not to be earlier. */
    void touchBy(Instant time) {
        if (time.isBefore(nextTouch)) {
            nextTouch = time;
        }
    }

    /** A text frame has come. */
    void received(String text) {
        alive();
        if (connection.over()) {
            return;
        }
        if (!rate.take()) {
            connection.abort(CloseCode.TOO_FAST);
            return;
        }
        if (text.length() > MAX_FRAME || text.getBytes(StandardCharsets.UTF_8).length > MAX_FRAME) {
            connection.abort(CloseCode.TOO_BIG);
            return;
        }
        try {
            carryOut(RoomCodec.frame(text));
        } catch (BadFrameException e) {
            bad(e);
        }
    }

    /** A frame has come that is no text. */
    void receivedBinary() {
        alive();
        if (connection.over()) {
            return;
        }
        bad(new BadFrameException("malformed", Optional.empty(), "Frames are text"));
    }

    /** Any sign of life. */
    void alive() {
        unanswered = 0;
    }

    private void carryOut(ClientFrame frame) throws BadFrameException {
        if (frame instanceof ClientFrame.Hello hello) {
            hello(hello);
        } else if (frame instanceof ClientFrame.Ping) {
            connection.send(new RoomMessage.Pong());
        } else if (greeted) {
            live.received(connection, frame);
        } else {
            throw new BadFrameException("malformed", Optional.empty(), "The first frame is a hello");
        }
    }

    private void hello(ClientFrame.Hello hello) {
        if (greeted) {
            connection.close(CloseCode.MALFORMED);
            return;
        }
        greeted = true;
        live.enter(room, grant, connection, hello.position());
    }

    private void bad(BadFrameException problem) {
        connection.send(problem.frame());
        if (++badFrames >= MAX_BAD_FRAMES) {
            connection.close(CloseCode.MALFORMED);
        }
    }

    /** The socket is closed, or counts as closed. */
    void closed(int code) {
        live.left(connection, code);
    }

    /** Moves time on; false when the peer is given up and the socket counts as gone. */
    boolean tick(InstantSource clock) {
        var now = clock.instant();
        if (!greeted && helloUntil.isBefore(now)) {
            connection.abort(CloseCode.NO_HELLO);
        }
        if (connection.stalled()) {
            connection.abort(CloseCode.SLOW_READER);
            return false;
        }
        if (!nextPing.isAfter(now)) {
            if (unanswered >= MISSED_PINGS) {
                connection.abort(CloseCode.GOING_AWAY);
                return false;
            }
            nextPing = now.plus(PING_EVERY);
            countPing();
            connection.ping();
        }
        return true;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // only the clock raises it
    private void countPing() {
        unanswered++;
    }
}
