package dev.tripod.broadcast;

import java.util.Optional;
import java.util.regex.Pattern;

/** A place in a topic's log, written {@code <epoch>-<sequence>}; later entries are greater. */
public record Position(long epoch, long sequence) implements Comparable<Position> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

    public Position {
        if (epoch < 0 || sequence < 0) {
            throw new IllegalArgumentException("A position has no negative parts");
        }
    }

    /** Before all entries: where a log ends that has none. */
    public static final Position NONE = new Position(0, 0);

    /** The position that this one follows without a gap; for the first of a log {@link #NONE}. */
    public Position before() {
        return sequence == 0 ? NONE : new Position(epoch, sequence - 1);
    }

    /** Reads the written form; anything else is empty. */
    public static Optional<Position> parse(String text) {
        var match = FORM.matcher(text);
        return match.matches()
                ? Optional.of(new Position(Long.parseLong(match.group(1)), Long.parseLong(match.group(2))))
                : Optional.empty();
    }

    @Override
    public int compareTo(Position other) {
        var byEpoch = Long.compare(epoch, other.epoch);
        return byEpoch != 0 ? byEpoch : Long.compare(sequence, other.sequence);
    }

    @Override
    public String toString() {
        return epoch + "-" + sequence;
    }
}
