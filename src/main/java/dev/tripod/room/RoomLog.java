package dev.tripod.room;

import dev.tripod.broadcast.Broadcaster;
import dev.tripod.broadcast.Envelope;
import dev.tripod.broadcast.Position;
import dev.tripod.broadcast.Topic;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The log messages of a room: each is appended once, however often its sender sends it here. One that was sent to two
 * instances can stand there twice: its second entry counts as passed, here and everywhere. The last ones are in memory,
 * so that who comes back costs nothing. Thread-safe.
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
        return readAll().thenCompose(done -> {
            var ahead = position.filter(asked -> !reaches(asked)).isPresent(); // it comes from a faster instance
            return ahead
                    ? broadcaster.history(topic, position).thenApply(this::withoutRepeats)
                    : CompletableFuture.completedFuture(recentAfter(position));
        });
    }

    /** What comes after a position as far as it is in memory; while the log cannot be read. */
    synchronized Broadcaster.History recentAfter(Optional<Position> position) {
        return recent.after(position);
    }

    /** Whether all entries up to this position have come here. */
    synchronized boolean reaches(Position position) {
        return recent.reaches(position);
    }

    private synchronized CompletableFuture<Void> readAll() {
        return complete
                ? CompletableFuture.completedFuture(null)
                : broadcaster.history(topic, Optional.empty()).thenAccept(this::noteAll);
    }

    private synchronized void noteAll(Broadcaster.History history) {
        if (!complete) {
            recent.begin(withoutRepeats(history));
            complete = true;
        }
    }

    private synchronized Broadcaster.History withoutRepeats(Broadcaster.History history) {
        var entries = history.entries().stream().filter(this::isFirst).toList();
        return new Broadcaster.History(entries, history.complete(), history.end());
    }

    /** Notes where a message stands; false when it stands further ahead too. */
    private boolean isFirst(Envelope entry) {
        return !(RoomCodec.event(entry.payload()) instanceof RoomEvent.Logged message) || isFirst(message, entry);
    }

    private boolean isFirst(RoomEvent.Logged message, Envelope entry) {
        var position = entry.position().orElseThrow();
        var known = places.get(name(message));
        if (known.isPresent()
                && known.get().isDone()
                && !known.get().isCompletedExceptionally()
                && known.get().join().compareTo(position) < 0) {
            return false;
        }
        places.put(name(message), CompletableFuture.completedFuture(position));
        return true;
    }

    /** Whether it is known where a message stands. */
    synchronized boolean stands(RoomEvent.Logged message) {
        return places.get(name(message)).filter(CompletableFuture::isDone).isPresent();
    }

    /** Notes that an entry has come, whichever instance has appended it; false when its message has come before. */
    synchronized boolean note(RoomEvent.Logged message, Envelope entry) {
        var first = isFirst(message, entry);
        if (first) {
            recent.add(entry);
        } else {
            recent.pass(entry.position().orElseThrow());
        }
        return first;
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
