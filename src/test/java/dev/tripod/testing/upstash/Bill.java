package dev.tripod.testing.upstash;

import java.util.Map;
import java.util.TreeMap;

/** Counts commands as the service bills them. For any thread. */
final class Bill {
    /** Both guarded by this object's monitor, so that a snapshot's two maps agree. */
    private final Map<String, Long> byName = new TreeMap<>();

    private final Map<String, Long> byLabel = new TreeMap<>();

    /** Written by a test between its steps, read by every thread that counts. */
    private volatile String label = "";

    void label(String text) {
        label = text;
    }

    synchronized void count(String name, long times) {
        byName.merge(name, times, Long::sum);
        byLabel.merge(label, times, Long::sum);
    }

    synchronized CommandCounts counts() {
        return new CommandCounts(byName, byLabel);
    }

    synchronized void clear() {
        byName.clear();
        byLabel.clear();
    }
}
