package dev.tripod.room;

import dev.tripod.broadcast.Broadcaster;
import dev.tripod.broadcast.Envelope;
import dev.tripod.broadcast.Position;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The last entries of a room's log, without a gap. Guarded by the room's log. */
final class RecentLog {
    private static final int KEPT = 256;

    private final Deque<Envelope> entries = new ArrayDeque<>();
    /** All that comes after this position, up to the end, is here. */
    private Position from = Position.NONE;

    private Position end = Position.NONE;

    /** The log was read as a whole; what came meanwhile is here already. */
    void begin(Broadcaster.History history) {
        var since = List.copyOf(entries);
        entries.clear();
        from = history.end();
        end = history.end();
        if (!history.entries().isEmpty()) {
            from = positionOf(history.entries().get(0)).before();
            entries.addAll(history.entries());
            trim();
        }
        since.forEach(this::add);
    }

    /** An entry has come, in the order of the log. */
    void add(Envelope entry) {
        if (pass(positionOf(entry))) {
            entries.addLast(entry);
            trim();
        }
    }

    /** An entry has come that is not kept; false when it has come before. */
    boolean pass(Position position) {
        if (position.compareTo(end) <= 0) {
            return false;
        }
        if (!position.before().equals(end)) { // what lies between is not kept any more, or a new log has begun
            entries.clear();
            from = position.before();
        }
        end = position;
        return true;
    }

    private void trim() {
        while (entries.size() > KEPT) {
            from = positionOf(entries.removeFirst());
        }
    }

    Broadcaster.History after(Optional<Position> position) {
        if (position.isEmpty()) {
            return new Broadcaster.History(List.copyOf(entries), true, end);
        }
        var asked = position.get();
        var reaches = asked.equals(Position.NONE) ? from.equals(Position.NONE) : isWithin(asked);
        var missed = reaches
                ? entries.stream()
                        .filter(entry -> positionOf(entry).compareTo(asked) > 0)
                        .toList()
                : List.<Envelope>of();
        return new Broadcaster.History(missed, reaches, end);
    }

    boolean reaches(Position position) {
        return end.compareTo(position) >= 0;
    }

    private boolean isWithin(Position asked) {
        return asked.epoch() == end.epoch() && asked.compareTo(from) >= 0 && asked.compareTo(end) <= 0;
    }

    private static Position positionOf(Envelope entry) {
        return entry.position().orElseThrow();
    }
}
