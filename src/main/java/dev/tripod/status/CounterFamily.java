package dev.tripod.status;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.function.Function;

/**
 * Counters of one name whose labels show only as things happen.
 *
 * @param source has the counts, and lives as long as the registry
 */
record CounterFamily<T>(String name, String help, String label, T source, Function<T, Map<String, Long>> counts) {
    /** Adds those that are new; the others stay. */
    void register(MeterRegistry registry) {
        for (var value : counts.apply(source).keySet()) {
            if (registry.find(name).tag(label, value).functionCounter() == null) {
                FunctionCounter.builder(name, source, from -> count(from, value))
                        .description(help)
                        .tag(label, value)
                        .register(registry);
            }
        }
    }

    private double count(T from, String value) {
        return counts.apply(from).getOrDefault(value, 0L);
    }
}
