package dev.tripod.gateway;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/** What waits to be written to one stream, within a bound, for one thread at a time. Thread-safe. */
final class EventQueue {
    /** Taken after all else when the stream is to end; whoever gets it never gives its turn back. */
    static final byte[] END = {};

    private static final int MOST_BYTES = 1024 * 1024;

    // All guarded by this.
    private final Queue<byte[]> waiting = new ArrayDeque<>();
    private int bytes;
    private boolean isTaken;
    private boolean isEnding;

    /** Adds a line, if there is room for it, and tells whether there was. After the end there is room for anything. */
    synchronized boolean add(byte[] line) {
        if (isEnding) {
            return true;
        }
        var fits = bytes + line.length <= MOST_BYTES;
        if (fits) {
            waiting.add(line);
            bytes += line.length;
        }
        return fits;
    }

    /** Nothing more is added. */
    synchronized void end() {
        isEnding = true;
    }

    /** Nothing more is added, and nothing that waits is written. */
    synchronized void cut() {
        isEnding = true;
        waiting.clear();
    }

    synchronized boolean isEnding() {
        return isEnding;
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Gives the caller the turn to write, if nobody has it; it ends with {@link #next}. */
    synchronized boolean take() {
        var free = !isTaken;
        isTaken = true;
        return free;
    }

    /** For whoever has the turn: what to write next. Empty when there is nothing, and the turn is over. */
    synchronized Optional<byte[]> next() {
        var line = Optional.ofNullable(waiting.poll());
        line.ifPresent(taken -> bytes -= taken.length);
        if (line.isEmpty() && isEnding) {
            return Optional.of(END);
        }
        isTaken = line.isPresent();
        return line;
    }

    /** For whoever took the turn and could not use it. */
    synchronized void giveBack() {
        isTaken = false;
    }
}
