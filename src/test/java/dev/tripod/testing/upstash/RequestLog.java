package dev.tripod.testing.upstash;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The newest requests and how many were under way at once. For any thread. */
final class RequestLog {
    private static final int MOST = 20_000;

    /** All guarded by this object's monitor. */
    private final Deque<RecordedRequest> requests = new ArrayDeque<>();

    private int underWay;
    private int mostUnderWay;

    synchronized void begin(RecordedRequest request) {
        if (requests.size() == MOST) {
            requests.removeFirst();
        }
        requests.addLast(request);
        underWay++;
        mostUnderWay = Math.max(mostUnderWay, underWay);
    }

    synchronized void end() {
        underWay--;
    }

    synchronized List<RecordedRequest> all() {
        return List.copyOf(requests);
    }

    synchronized int mostUnderWay() {
        return mostUnderWay;
    }

    synchronized void clear() {
        requests.clear();
        mostUnderWay = underWay;
    }
}
