package dev.tripod.upstash;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/**
 * Counts commands as they are billed, by name and by what they are for, and the requests they travelled in. A script is
 * one command here; who knows what it runs inside adds that. Safe for use by many threads.
 */
public final class CommandMeter {
    private static final int KINDS = 400;
    private static final Kind OTHERS = new Kind("OTHERS", "");

    private final Function<Command, String> purpose;
    /** Only ever grows; adders are made by whoever needs one first. */
    private final ConcurrentHashMap<Kind, LongAdder> commands = new ConcurrentHashMap<>();

    private final LongAdder requests = new LongAdder();

    /**
     * Commands that are counted together.
     *
     * @param purpose in a word of whoever sends them
     */
    public record Kind(String name, String purpose) {}

    /** A meter that asks for each command what it is for; the answers must be few words. */
    public CommandMeter(Function<Command, String> purpose) {
        this.purpose = purpose;
    }

    void request(List<Command> sent) {
        requests.increment();
        sent.forEach(command -> add(command.name(), purpose.apply(command), 1));
    }

    /** Counts commands that travelled inside another one, such as those of a script. */
    public void add(String name, String purpose, int count) {
        var kind = new Kind(name, purpose);
        var known = commands.containsKey(kind) || commands.size() < KINDS;
        commands.computeIfAbsent(known ? kind : OTHERS, unused -> new LongAdder())
                .add(count);
    }

    /** How many requests went out since the start, streams included. */
    public long requests() {
        return requests.sum();
    }

    /** How many commands were sent since the start, all kinds together. */
    public long commands() {
        return commands.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** How many commands were sent since the start, by name. */
    public Map<String, Long> byName() {
        var counts = new TreeMap<String, Long>();
        commands.forEach((kind, count) -> counts.merge(kind.name(), count.sum(), Long::sum));
        return counts;
    }

    /** How many commands were sent since the start, by name and purpose. */
    public Map<Kind, Long> byKind() {
        var counts = new HashMap<Kind, Long>();
        commands.forEach((kind, count) -> counts.put(kind, count.sum()));
        return counts;
    }
}
