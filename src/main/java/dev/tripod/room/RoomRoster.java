package dev.tripod.room;

import dev.tripod.broadcast.Roster;
import dev.tripod.broadcast.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The room's part in the roster of all instances. It is read with the first participant, and again when messages may
 * have been lost; what could not be written or read is made good by the next reading. Guarded by the room.
 */
final class RoomRoster {
    /** The roster as it was read: who is elsewhere, the later line of two; and who is written down as here. */
    record Listed(List<Elsewhere.Other> elsewhere, Set<ParticipantId> here) {}

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(2);

    private final Topic topic;
    private final Roster roster;
    private final RoomParts parts;
    private final CompletableFuture<Void> live;
    private final Runnable whenReading;
    private final Consumer<Listed> whenRead;

    /** Who is written down for this instance; guarded by the room. */
    private final Set<ParticipantId> mine = new HashSet<>();

    private @Nullable CompletableFuture<Void> first;
    /** When the first of them came; written under the room's lock, read by who reads. */
    private volatile long since;
    /** When to read again; set from any thread. */
    private volatile @Nullable Instant againAt;
    /** Whether something could not be written, such as its lifetime; set from any thread, cleared by who reads. */
    private volatile boolean inDoubt;

    /**
     * A room's part.
     *
     * @param live ends when messages of other instances arrive: what is read afterwards misses nothing
     * @param whenReading is told that it is read from now on
     * @param whenRead is told what was read, outside the room's lock
     */
    RoomRoster(
            Topic topic,
            RoomParts parts,
            CompletableFuture<Void> live,
            Runnable whenReading,
            Consumer<Listed> whenRead) {
        this.topic = topic;
        this.parts = parts;
        this.roster = parts.roster();
        this.live = live;
        this.whenReading = whenReading;
        this.whenRead = whenRead;
    }

    /** Ends when the roster was read for the first time, or could not be. */
    CompletableFuture<Void> read() {
        if (first == null) {
            first = live.copy()
                    .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .handle((heard, late) -> {
                        if (late != null) { // what is read now may miss something
                            var unused = live.thenRun(this::readAgain);
                        }
                        return null;
                    })
                    .thenCompose(heard -> readNow());
        }
        return first;
    }

    private CompletableFuture<Void> readNow() {
        whenReading.run();
        return roster.read(topic).thenAccept(lines -> heard(lines, true)).exceptionally(failure -> {
            inDoubt = true;
            readAgain();
            return null;
        });
    }

    /** Reads it soon. */
    void readAgain() {
        againAt = parts.clock().instant();
    }

    /** Lets time pass. */
    void tick() {
        if (againAt != null && !againAt.isAfter(parts.clock().instant()) && first != null && first.isDone()) {
            againAt = null;
            whenReading.run();
            var unused = roster.read(topic)
                    .thenAccept(lines -> heard(lines, false))
                    .exceptionally(failure -> {
                        againAt = parts.clock().instant().plus(AGAIN_AFTER);
                        return null;
                    });
        }
    }

    private void heard(List<Roster.Line> lines, boolean firstTime) {
        var doubtful = inDoubt;
        inDoubt = false;
        var listed = listed(lines);
        whenRead.accept(listed); // may write down whom it lacks, and so begin it
        var begun = firstTime || listed.here().isEmpty();
        if (doubtful || (begun && listed.elsewhere().stream().noneMatch(other -> other.since() < since))) {
            keep(roster.refresh(topic)); // else those who came earlier have given it its lifetime, and renew it
        }
    }

    private Listed listed(List<Roster.Line> lines) {
        var self = parts.instances().self();
        var here = new HashSet<ParticipantId>();
        Map<ParticipantId, Elsewhere.Other> elsewhere = new LinkedHashMap<>();
        for (var line : lines) {
            if (line.origin().equals(self)) {
                ParticipantId.parse(line.member()).ifPresent(here::add);
            } else if (RoomCodec.event(line.value()) instanceof RoomEvent.Joined joined) {
                var other = new Elsewhere.Other(joined.participant(), line.origin(), joined.since(), null);
                elsewhere.merge(other.id(), other, (one, two) -> one.since() > two.since() ? one : two);
            }
        }
        return new Listed(new ArrayList<>(elsewhere.values()), here);
    }

    /** Writes somebody down; ends when that is done, or could not be. */
    CompletableFuture<Void> put(Presence presence) {
        var begins = mine.isEmpty();
        mine.add(presence.id());
        var written = noted(roster.put(
                topic,
                presence.id().value(),
                RoomCodec.encode(new RoomEvent.Joined(presence.participant(), presence.since))));
        if (begins) {
            since = presence.since;
        }
        if (begins && first != null) { // it is not read again, and may have ended with the last one here
            keep(roster.refresh(topic));
        }
        return written;
    }

    /** Strikes somebody out; ends when that is done, or could not be. */
    CompletableFuture<Void> remove(Presence presence) {
        mine.remove(presence.id());
        return noted(roster.remove(
                topic, List.of(presence.id().value()), parts.instances().self()));
    }

    /** Strikes out who was on instances that are gone. */
    void remove(List<Elsewhere.Other> others) {
        others.stream()
                .collect(Collectors.groupingBy(Elsewhere.Other::origin))
                .forEach((origin, gone) -> keep(roster.remove(
                        topic, gone.stream().map(other -> other.id().value()).toList(), origin)));
    }

    /** Keeps roster and log in the store for a day more. */
    void refresh() {
        keep(roster.refresh(topic));
        keep(parts.broadcaster().refresh(topic));
    }

    private void keep(CompletableFuture<Void> written) {
        var unused = noted(written);
    }

    /** Ends well whatever came of it; what could not be written is made good later. */
    private CompletableFuture<Void> noted(CompletableFuture<Void> written) {
        return written.exceptionally(failure -> {
            inDoubt = true;
            readAgain();
            return null;
        });
    }
}
