package dev.tripod.testing.upstash;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The newest requests and how many were under way at once. For any thread. */
final class RequestLog {
    private static final int MOST = 20_000;
    private static final long MOST_CHARACTERS = 32 * 1024 * 1024;

    /** All guarded by this object's monitor. */
    private final Deque<RecordedRequest> requests = new ArrayDeque<>();

    private long characters;
    private int underWay;
    private int mostUnderWay;

    synchronized void begin(RecordedRequest request) {
        requests.addLast(request);
        characters += request.body().length();
        while (requests.size() > MOST || characters > MOST_CHARACTERS) {
            characters -= requests.removeFirst().body().length();
        }
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
        characters = 0;
        mostUnderWay = underWay;
    }
}
