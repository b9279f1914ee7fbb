package dev.tripod.upstash;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Optional;

/**
 * Calls that wait, one line for each caller. A line moves on only when the request with its last calls is over, which
 * keeps every caller's order; different callers share requests and overtake each other. Not thread-safe.
 */
final class Lines {
    private final Map<Object, Line> byCaller = new HashMap<>();
    /** The lines with calls and without a request under way, each once, in the order in which they came. */
    private final Deque<Line> ready = new ArrayDeque<>();

    private int waiting;

    private static final class Line {
        final Object caller;
        final Deque<Call> calls = new ArrayDeque<>();
        boolean isUnderWay;

        Line(Object caller) {
            this.caller = caller;
        }
    }

    int waiting() {
        return waiting;
    }

    void add(Call call) {
        var line = byCaller.computeIfAbsent(call.caller(), Line::new);
        line.calls.addLast(call);
        waiting++;
        if (!line.isUnderWay && line.calls.size() == 1) {
            ready.addLast(line);
        }
    }

    /** As many calls as go into one request now; what is done already is dropped on the way. */
    Optional<Batch> take() {
        var batch = new Batch();
        var left = new ArrayList<Line>();
        while (!batch.isFull() && !ready.isEmpty()) {
            var line = ready.removeFirst();
            if (!moveInto(batch, line)) {
                left.add(line);
            }
        }
        for (ListIterator<Line> each = left.listIterator(left.size()); each.hasPrevious(); ) {
            ready.addFirst(each.previous());
        }
        return Optional.of(batch).filter(some -> !some.isEmpty());
    }

    /** Tells whether the line is dealt with, or has to wait for another request. */
    private boolean moveInto(Batch batch, Line line) {
        for (var next = line.calls.peekFirst(); next != null; next = line.calls.peekFirst()) {
            if (!next.isDone()) {
                if (batch.isFull() || !batch.takes(next)) {
                    break;
                }
                batch.add(next);
                line.isUnderWay = true;
            }
            line.calls.removeFirst();
            waiting--;
        }
        if (!line.isUnderWay && line.calls.isEmpty()) {
            byCaller.remove(line.caller);
        }
        return line.isUnderWay || line.calls.isEmpty();
    }

    /** The request with these calls is over: their lines move on. */
    void release(Collection<Call> calls) {
        for (var call : calls) {
            var line = byCaller.get(call.caller());
            if (line == null || !line.isUnderWay) {
                continue;
            }
            line.isUnderWay = false;
            if (line.calls.isEmpty()) {
                byCaller.remove(call.caller());
            } else {
                ready.addLast(line);
            }
        }
    }

    /** Puts calls, whose lines have stood still meanwhile, back to the front. */
    void again(List<Call> calls) {
        for (var each = calls.listIterator(calls.size()); each.hasPrevious(); ) {
            var call = each.previous();
            var line = byCaller.get(call.caller());
            if (line != null) {
                line.calls.addFirst(call);
                waiting++;
            }
        }
        release(calls);
    }

    /** Takes out all that wait. */
    List<Call> drain() {
        var calls = new ArrayList<Call>(waiting);
        byCaller.values().forEach(line -> {
            calls.addAll(line.calls);
            line.calls.clear();
        });
        byCaller.values().removeIf(line -> !line.isUnderWay);
        ready.clear();
        waiting = 0;
        return calls;
    }
}
