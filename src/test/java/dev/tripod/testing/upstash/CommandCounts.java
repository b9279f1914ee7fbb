package dev.tripod.testing.upstash;

import java.util.Map;
import java.util.TreeMap;

/**
 * What was billed up to a moment: every command, also of pipelines, transactions and scripts.
 *
 * @param byName by the command's name in capitals
 * @param byLabel by the label that was set when it ran
 */
public record CommandCounts(Map<String, Long> byName, Map<String, Long> byLabel) {
    public CommandCounts {
        byName = Map.copyOf(byName);
        byLabel = Map.copyOf(byLabel);
    }

    public long total() {
        return byName.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How often this command ran; the name in capitals. */
    public long of(String name) {
        return byName.getOrDefault(name, 0L);
    }

    /** How many commands ran under this label. */
    public long under(String label) {
        return byLabel.getOrDefault(label, 0L);
    }

    /** What was added since an earlier moment. */
    public CommandCounts since(CommandCounts earlier) {
        return new CommandCounts(minus(byName, earlier.byName), minus(byLabel, earlier.byLabel));
    }

    static Map<String, Long> minus(Map<String, Long> later, Map<String, Long> earlier) {
        var difference = new TreeMap<>(later);
        earlier.forEach((name, count) -> difference.merge(name, -count, Long::sum));
        difference.values().removeIf(count -> count == 0);
        return difference;
    }
}
