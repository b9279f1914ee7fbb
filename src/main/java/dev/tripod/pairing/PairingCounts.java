package dev.tripod.pairing;

import dev.tripod.problem.Problem;
import dev.tripod.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** Counts what became of pairings on this instance. Thread-safe. */
@Singleton
public final class PairingCounts {
    /** Complete from the start, and so never changed as a map; pending stands for made. */
    private final Map<PairingState, LongAdder> became = new EnumMap<>(PairingState.class);
    /** By why; an adder is made by whoever needs it first. */
    private final Map<Problem, LongAdder> refused = new ConcurrentHashMap<>();

    PairingCounts() {
        for (var state : PairingState.values()) {
            became.put(state, new LongAdder());
        }
    }

    void became(PairingState state) {
        became.getOrDefault(state, new LongAdder()).increment();
    }

    /** Does what a phone asks for, and counts it if it is refused. */
    <T> T watch(Supplier<T> attempt) {
        try {
            return attempt.get();
        } catch (ProblemException e) {
            refused.computeIfAbsent(e.problem(), unused -> new LongAdder()).increment();
            throw e;
        }
    }

    /** How many were made, claimed, cancelled and expired here, by that word. */
    public Map<String, Long> events() {
        var counts = new TreeMap<String, Long>();
        became.forEach(
                (state, count) -> counts.put(state == PairingState.PENDING ? "made" : state.word(), count.sum()));
        return counts;
    }

    /** How many looks and claims were refused here, by why in one word. */
    public Map<String, Long> refusals() {
        var counts = new TreeMap<String, Long>();
        refused.forEach((problem, count) ->
                counts.put(problem.name().toLowerCase(Locale.ROOT).replace('_', '-'), count.sum()));
        return counts;
    }
}
