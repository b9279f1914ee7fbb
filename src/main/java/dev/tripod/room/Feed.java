package dev.tripod.room;

import dev.tripod.broadcast.Envelope;
import dev.tripod.broadcast.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a participant receives, in order: first the welcome and what it has missed, then what happens. What happens
 * before the welcome waits. Guarded by the room.
 */
final class Feed {
    private static final int MAX_WAITING = 256;

    private record Waiting(Optional<Position> position, String frame) {}

    private final Connection connection;
    private @Nullable List<Waiting> waiting = new ArrayList<>();
    private Position last = new Position(0, 0);
    /** Whether the other side does not know that it has the log up to there. */
    private boolean untold;

    Feed(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    boolean started() {
        return waiting == null;
    }

    /** Sends the welcome and what was missed, and from then on everything as it comes. */
    void start(RoomMessage.Welcome welcome, List<Envelope> missed, Position end) {
        var held = waiting;
        waiting = null;
        last = end;
        var first = new ArrayList<Supplier<String>>();
        first.add(() -> RoomCodec.encode(welcome));
        missed.forEach(entry -> first.add(() -> RoomCodec.frame(entry)));
        connection.sendFirst(first);
        if (held != null) {
            held.forEach(one -> offer(one.position(), one.frame()));
        }
    }

    /** Sends a frame; one of the log only if it is newer than the last. */
    void offer(Optional<Position> position, String frame) {
        if (waiting != null) {
            hold(waiting, new Waiting(position, frame));
        } else if (position.isEmpty()) {
            connection.send(frame);
        } else if (position.get().compareTo(last) > 0) {
            last = position.get();
            untold = false;
            connection.send(frame);
        }
    }

    /** The log's entry at this position was sent before it had one. */
    void passed(Position position) {
        if (waiting == null && position.compareTo(last) > 0) {
            last = position;
            untold = true;
        }
    }

    /** Tells how far the log has come if the last of it was sent without a position, so that nothing is resumed twice. */
    void tellPosition(Participant self) {
        if (untold) {
            untold = false;
            connection.send(RoomCodec.encode(new RoomMessage.State(self, Optional.of(last))));
        }
    }

    private void hold(List<Waiting> held, Waiting one) {
        if (held.size() < MAX_WAITING) {
            held.add(one);
        } else {
            connection.abort(CloseCode.SLOW_READER); // it may come back when the log answers faster
        }
    }

    /** Sends a frame that may be lost, and is before the welcome. */
    void offerIfRoom(String frame) {
        if (waiting == null) {
            connection.sendIfRoom(frame);
        }
    }
}
