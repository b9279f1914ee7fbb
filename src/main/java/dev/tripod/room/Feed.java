package dev.tripod.room;

import dev.tripod.broadcast.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a participant receives, in order: first the welcome and what it has missed, then what happens. What happens
 * before the welcome waits. Guarded by the room.
 */
final class Feed {
    private record Waiting(Optional<Position> position, String frame, boolean droppable) {}

    private final Connection connection;
    private @Nullable List<Waiting> waiting = new ArrayList<>();
    private Position last = new Position(0, 0);

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
    void start(RoomMessage.Welcome welcome, List<RoomMessage.Message> missed, Position end) {
        var held = waiting;
        waiting = null;
        last = end;
        connection.send(welcome);
        missed.forEach(connection::send);
        if (held != null) {
            held.forEach(one -> offer(one.position(), one.frame(), one.droppable()));
        }
    }

    /** Sends a frame; one of the log only if it is newer than the last. */
    void offer(Optional<Position> position, String frame, boolean droppable) {
        if (waiting != null) {
            waiting.add(new Waiting(position, frame, droppable));
        } else if (position.isEmpty()) {
            send(frame, droppable);
        } else if (position.get().compareTo(last) > 0) {
            last = position.get();
            send(frame, droppable);
        }
    }

    private void send(String frame, boolean droppable) {
        if (droppable) {
            connection.sendIfRoom(frame);
        } else {
            connection.send(frame);
        }
    }
}
