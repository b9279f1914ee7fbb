package dev.tripod.room;

import dev.tripod.broadcast.Broadcaster;
import dev.tripod.broadcast.Envelope;
import dev.tripod.broadcast.Position;
import dev.tripod.broadcast.Topic;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The log messages of a room: each is appended once, however often its sender sends it. Thread-safe. */
final class RoomLog {
    private final Broadcaster broadcaster;
    private final Topic topic;

    /** Guarded by this: where each of the last messages stands, by sender and id, or will stand. */
    private final Recent<CompletableFuture<Position>> places = new Recent<>();

    /** Guarded by this. */
    private boolean complete;

    RoomLog(Broadcaster broadcaster, Topic topic) {
        this.broadcaster = broadcaster;
        this.topic = topic;
    }

    /** Reads what comes after a position; the first time also all there is, so that nothing of it is appended again. */
    CompletableFuture<Broadcaster.History> after(Optional<Position> position) {
        return readAll().thenCompose(unused -> broadcaster.history(topic, position));
    }

    private synchronized CompletableFuture<Void> readAll() {
        return complete
                ? CompletableFuture.completedFuture(null)
                : broadcaster.history(topic, Optional.empty()).thenAccept(this::noteAll);
    }

    private synchronized void noteAll(Broadcaster.History history) {
        history.entries().forEach(this::note);
        complete = true;
    }

    private void note(Envelope entry) {
        if (RoomCodec.event(entry.payload()) instanceof RoomEvent.Logged message) {
            note(message, entry.position().orElseThrow());
        }
    }

    /** Notes where a message stands, whichever instance has appended it. */
    synchronized void note(RoomEvent.Logged message, Position position) {
        places.putIfAbsent(name(message), CompletableFuture.completedFuture(position));
    }

    /** Appends a message, unless it has been; answers where it stands. After a failure it may be sent again. */
    synchronized CompletableFuture<Position> append(RoomEvent.Logged message) {
        var name = name(message);
        return places.computeIfAbsent(name, () -> broadcaster.append(topic, RoomCodec.encode(message)))
                .whenComplete((position, failure) -> {
                    if (failure != null) {
                        forget(name);
                    }
                });
    }

    private synchronized void forget(String name) {
        places.remove(name);
    }

    private static String name(RoomEvent.Logged message) {
        return message.from().value() + "/" + message.id();
    }
}
