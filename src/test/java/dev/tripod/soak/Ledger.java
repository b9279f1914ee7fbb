package dev.tripod.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** What happened, in figures, and what should not have happened, in words. Thread-safe. */
final class Ledger {
    private final long begin = System.nanoTime();
    /** In microseconds. */
    private final List<Long> calm = Collections.synchronizedList(new ArrayList<>());

    private final List<Long> troubled = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> complaints = new ConcurrentLinkedQueue<>();

    void answered(Duration took, boolean whileCalm) {
        (whileCalm ? calm : troubled).add(took.toNanos() / 1_000);
    }

    void count(String what) {
        add(what, 1);
    }

    void add(String what, long number) {
        counts.computeIfAbsent(what, key -> new LongAdder()).add(number);
    }

    /** Something that the product promises not to do. */
    void complain(String what) {
        complaints.add("%.1f s: %s".formatted(seconds(), what));
        say("Complaint: " + what);
    }

    /** For whoever reads the output. */
    void say(String what) {
        System.out.printf("%6.1f s  %s%n", seconds(), what);
    }

    private double seconds() {
        return (System.nanoTime() - begin) / 1e9;
    }

    List<String> complaints() {
        return List.copyOf(complaints);
    }

    long of(String what) {
        var count = counts.get(what);
        return count == null ? 0 : count.sum();
    }

    /** Counts whose names begin so, without that beginning. */
    Map<String, Long> all(String beginning) {
        var found = new TreeMap<String, Long>();
        counts.forEach((name, count) -> {
            if (name.startsWith(beginning)) {
                found.put(name.substring(beginning.length()), count.sum());
            }
        });
        return found;
    }

    int requests() {
        return calm.size() + troubled.size();
    }

    String timesWhileCalm() {
        return times(calm);
    }

    String timesInTrouble() {
        return times(troubled);
    }

    private static String times(List<Long> measured) {
        List<Long> sorted;
        synchronized (measured) {
            sorted = measured.stream().sorted().toList();
        }
        return sorted.isEmpty()
                ? "none"
                : "%.1f / %.1f / %.0f (of %d)"
                        .formatted(at(sorted, 0.5), at(sorted, 0.99), at(sorted, 1), sorted.size());
    }

    private static double at(List<Long> sorted, double share) {
        return sorted.get((int) Math.min(sorted.size() - 1, sorted.size() * share)) / 1e3;
    }
}
