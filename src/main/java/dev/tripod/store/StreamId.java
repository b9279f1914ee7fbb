package dev.tripod.store;

import java.util.Optional;
import java.util.regex.Pattern;

/** The place of an entry in a stream, written {@code <ms>-<seq>}; both parts are unsigned numbers of 64 bits. */
record StreamId(long ms, long seq) implements Comparable<StreamId> {
    static final StreamId ZERO = new StreamId(0, 0);
    static final StreamId LAST = new StreamId(-1, -1);

    private static final Pattern FORM = Pattern.compile("([0-9]{1,20})(?:-([0-9]{1,20}))?");

    /** Reads an id; where the second part is not written it is the one given. Anything else is refused. */
    static StreamId parse(String text, long missingSeq) {
        var match = FORM.matcher(text);
        if (!match.matches()) {
            throw invalid();
        }
        try {
            var seq = match.group(2) == null ? missingSeq : Long.parseUnsignedLong(match.group(2));
            return new StreamId(Long.parseUnsignedLong(match.group(1)), seq);
        } catch (NumberFormatException e) {
            throw invalid(); // twenty digits, but more than 64 bits
        }
    }

    private static RefusedException invalid() {
        return new RefusedException("ERR Invalid stream ID specified as stream command argument");
    }

    /** The next id, or nothing after the last one. */
    Optional<StreamId> next() {
        if (equals(LAST)) {
            return Optional.empty();
        }
        return Optional.of(seq == -1 ? new StreamId(ms + 1, 0) : new StreamId(ms, seq + 1));
    }

    /** The id before, or nothing before zero. */
    Optional<StreamId> previous() {
        if (equals(ZERO)) {
            return Optional.empty();
        }
        return Optional.of(seq == 0 ? new StreamId(ms - 1, -1) : new StreamId(ms, seq - 1));
    }

    @Override
    public int compareTo(StreamId other) {
        var byTime = Long.compareUnsigned(ms, other.ms);
        return byTime != 0 ? byTime : Long.compareUnsigned(seq, other.seq);
    }

    @Override
    public String toString() {
        return Long.toUnsignedString(ms) + "-" + Long.toUnsignedString(seq);
    }
}
