package dev.tripod.room;

import dev.tripod.broadcast.Broadcaster;
import dev.tripod.broadcast.Envelope;
import dev.tripod.broadcast.Position;
import dev.tripod.broadcast.Topic;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The log messages of a room: each is appended once, however often its sender sends it. The last ones are in memory, so
 * that who comes back costs nothing. Thread-safe.
 */
final class RoomLog {
    private final Broadcaster broadcaster;
    private final Topic topic;

    /** Guarded by this: where each of the last messages stands, by sender and id, or will stand. */
    private final Recent<CompletableFuture<Position>> places = new Recent<>();
    /** Guarded by this. */
    private final RecentLog recent = new RecentLog();

    /** Guarded by this. */
    private boolean complete;

    RoomLog(Broadcaster broadcaster, Topic topic) {
        this.broadcaster = broadcaster;
        this.topic = topic;
    }

    /** What comes after a position. The first time all there is is read, so that nothing of it is appended again. */
    CompletableFuture<Broadcaster.History> after(Optional<Position> position) {
        return readAll().thenApply(done -> recentAfter(position));
    }

    /** What comes after a position as far as it is in memory; while the log cannot be read. */
    synchronized Broadcaster.History recentAfter(Optional<Position> position) {
        return recent.after(position);
    }

    private synchronized CompletableFuture<Void> readAll() {
        return complete
                ? CompletableFuture.completedFuture(null)
                : broadcaster.history(topic, Optional.empty()).thenAccept(this::noteAll);
    }

    private synchronized void noteAll(Broadcaster.History history) {
        if (!complete) {
            history.entries().forEach(this::note);
            recent.begin(history);
            complete = true;
        }
    }

    private void note(Envelope entry) {
        if (RoomCodec.event(entry.payload()) instanceof RoomEvent.Logged message) {
            places.putIfAbsent(
                    name(message),
                    CompletableFuture.completedFuture(entry.position().orElseThrow()));
        }
    }

    /** Notes that a message stands in the log, whichever instance has appended it. */
    synchronized void note(RoomEvent.Logged message, Envelope entry) {
        places.putIfAbsent(
                name(message),
                CompletableFuture.completedFuture(entry.position().orElseThrow()));
        recent.add(entry);
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

    static String name(RoomEvent.Logged message) {
        return message.from().value() + "/" + message.id();
    }
}
