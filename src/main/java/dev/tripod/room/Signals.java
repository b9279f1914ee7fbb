package dev.tripod.room;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The signals on their way in a room: queued at a socket, or waiting for its owner to come back. Guarded by the room. */
final class Signals {
    /** How many characters wait for one receiver at most; more is refused, so that nobody fills the memory. */
    static final int MAX_CHARACTERS = 1 << 18;

    /** A signal that its receiver has not been handed yet. */
    record Signal(RoomEvent.Signalled event, String frame, Instant deadline) {
        static Signal of(RoomEvent.Signalled event, Instant deadline) {
            return new Signal(event, RoomSignals.frame(event.from(), event.id(), event.data(), Kind.SIGNAL), deadline);
        }

        ParticipantId from() {
            return event.from();
        }

        ParticipantId to() {
            return event.to();
        }

        String id() {
            return event.id();
        }

        private String name() {
            return from().value() + "/" + id();
        }
    }

    private final Map<ParticipantId, List<Signal>> waiting = new HashMap<>();
    /** Those that were handed over, by sender and id. */
    private final Recent<Boolean> handed = new Recent<>();

    boolean wasHanded(Signal signal) {
        return handed.contains(signal.name());
    }

    /** Whether the same signal is on its way already. */
    boolean waits(Signal signal) {
        return of(signal.to()).stream().anyMatch(other -> other.name().equals(signal.name()));
    }

    /** Keeps a signal until it is handed over or given up; false when too much waits for its receiver. */
    boolean keep(Signal signal) {
        var characters = of(signal.to()).stream()
                .mapToInt(other -> other.frame().length())
                .sum();
        if (characters + signal.frame().length() > MAX_CHARACTERS) {
            return false;
        }
        waiting.computeIfAbsent(signal.to(), to -> new ArrayList<>()).add(signal);
        return true;
    }

    /** What waits for a participant, in the order of its coming. */
    List<Signal> of(ParticipantId to) {
        return List.copyOf(waiting.getOrDefault(to, List.of()));
    }

    /** Notes that a signal was handed over; false when it was given up before. */
    boolean hand(Signal signal) {
        var waited = take(signal);
        if (waited) {
            handed.put(signal.name(), true);
        }
        return waited;
    }

    private boolean take(Signal signal) {
        var others = waiting.get(signal.to());
        if (others == null || !others.remove(signal)) {
            return false;
        }
        if (others.isEmpty()) {
            waiting.remove(signal.to());
        }
        return true;
    }

    /** Takes out what waits for somebody who has gone. */
    List<Signal> giveUp(ParticipantId to) {
        var given = of(to);
        waiting.remove(to);
        return given;
    }

    /** Takes out what has waited too long. */
    List<Signal> giveUp(Instant now) {
        var late = waiting.values().stream()
                .flatMap(List::stream)
                .filter(signal -> !signal.deadline().isAfter(now))
                .toList();
        late.forEach(this::take);
        return late;
    }
}
