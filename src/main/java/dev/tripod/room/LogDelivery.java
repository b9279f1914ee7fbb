package dev.tripod.room;

import dev.tripod.broadcast.Broadcaster;
import dev.tripod.broadcast.Envelope;
import dev.tripod.broadcast.Position;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Messages of a room's log on their way from and to those who are here: everybody gets each once, in the log's order,
 * and its sender hears that it stands there. While the store is away those who are here have them before they have a
 * place. Guarded by the room.
 */
final class LogDelivery {
    private static final Duration READ_AGAIN_AFTER = Duration.ofSeconds(2);

    /** Who waits to hear that a message stands in the log. */
    private record Waiting(Connection connection, String id) {}

    private final RoomLog log;
    private final Presences presences;
    private final InstantSource clock;
    private final Executor inRoom;
    private final Consumer<Envelope> received;
    /** Who has a message before it has a place, by the message's name. */
    private final Map<String, Set<Presence>> early = new HashMap<>();
    /** Messages that have not come back from the log, by name. */
    private final Map<String, List<Waiting>> unacknowledged = new HashMap<>();
    /** When to read the log; set from any thread. */
    private volatile @Nullable Instant readAt;

    /**
     * The log's messages in one room.
     *
     * @param inRoom runs work later, under the room's lock
     * @param received takes an entry that the stream did not bring, outside that lock
     */
    LogDelivery(RoomLog log, Presences presences, InstantSource clock, Executor inRoom, Consumer<Envelope> received) {
        this.log = log;
        this.presences = presences;
        this.clock = clock;
        this.inRoom = inRoom;
        this.received = received;
    }

    /** Somebody here sends one. */
    void send(Presence from, Connection connection, ClientFrame.Send message) {
        var event = new RoomEvent.Logged(from.id(), message.id(), message.data());
        var name = RoomLog.name(event);
        unacknowledged.computeIfAbsent(name, none -> new ArrayList<>()).add(new Waiting(connection, message.id()));
        var unused = log.append(event)
                .whenComplete((position, failure) -> inRoom.execute(() -> {
                    if (failure != null) {
                        refuse(name);
                    } else if (log.reaches(position)) { // it was sent again, and has come here before
                        acknowledge(name, position);
                    }
                }));
    }

    /**
     * Acknowledges a message when it comes back from the log, or has before: a client may take the acknowledgement's
     * position for its own.
     */
    private void acknowledge(String name, Position position) {
        waiting(name).forEach(waiting -> {
            if (presences.of(waiting.connection()).isPresent()) { // else it has missed others by now
                waiting.connection().send(new RoomMessage.Ack(waiting.id(), Optional.of(position)));
            }
        });
    }

    private void refuse(String name) {
        waiting(name).forEach(waiting -> waiting.connection()
                .send(new RoomMessage.Failure(
                        "unavailable", Optional.of(waiting.id()), "The room's log cannot be reached")));
    }

    private List<Waiting> waiting(String name) {
        return Optional.ofNullable(unacknowledged.remove(name)).orElse(List.of());
    }

    /** A message has come, from whichever instance: without a place while it waits for the store. */
    void received(RoomEvent.Logged message, Envelope envelope) {
        if (envelope.position().isEmpty()) {
            if (!log.stands(message)) { // its entry may be here before anybody knows that it was written
                var frame = RoomCodec.frame(message, Optional.empty());
                presences.others(message.from(), Presence::isWelcomed, feed -> feed.offer(Optional.empty(), frame));
                early.put(RoomLog.name(message), presences.welcomed());
            }
            return;
        }
        placed(message, envelope, envelope.position().get());
    }

    private void placed(RoomEvent.Logged message, Envelope envelope, Position position) {
        var name = RoomLog.name(message);
        var have = Optional.ofNullable(early.remove(name)).orElse(Set.of());
        if (log.note(message, envelope)) {
            var frame = RoomCodec.frame(message, envelope.position());
            presences.others(
                    message.from(),
                    presence -> !have.contains(presence),
                    feed -> feed.offer(envelope.position(), frame));
        }
        have.forEach(presence -> presence.passed(position));
        if (early.isEmpty()) {
            tellPositions();
        }
        acknowledge(name, position);
    }

    /**
     * What one who comes has missed. While the log cannot be read, what is in memory has to do, unless it would miss
     * something by that.
     */
    CompletableFuture<Broadcaster.History> history(Optional<Position> after) {
        return log.after(after).exceptionallyCompose(failure -> {
            readAgain();
            var recent = log.recentAfter(after);
            return after.isPresent() && !recent.complete()
                    ? CompletableFuture.failedFuture(failure)
                    : CompletableFuture.completedFuture(recent);
        });
    }

    private void tellPositions() {
        presences.welcomed().forEach(Presence::tellPosition);
    }

    private void readAgain() {
        readAt = clock.instant().plus(READ_AGAIN_AFTER);
    }

    /** Lets time pass: a log of which those who are here have seen nothing is read, and they hear what stands in it. */
    void tick(Instant now) {
        tellPositions();
        if (readAt == null || readAt.isAfter(now)) {
            return;
        }
        readAt = null;
        var unused = log.after(Optional.empty())
                .thenAccept(history -> history.entries().forEach(received))
                .exceptionally(failure -> {
                    readAgain();
                    return null;
                });
    }

    /** Entries are gone for good: all who are here come back and begin anew. */
    void forgetAll() {
        unacknowledged.clear();
        early.clear();
    }
}
