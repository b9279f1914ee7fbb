package dev.tripod.upstash;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts commands as they are billed, by name, and the requests they travelled in. A script is one command here;
 * who knows what it runs inside adds that. Safe for use by many threads.
 */
public final class CommandMeter {
    private static final int NAMES = 200;
    private static final String OTHERS = "OTHERS";

    /** Only ever grows; adders are made by whoever needs one first. */
    private final ConcurrentHashMap<String, LongAdder> commands = new ConcurrentHashMap<>();

    private final LongAdder requests = new LongAdder();

    void request(List<Command> sent) {
        requests.increment();
        sent.forEach(command -> add(command.name(), 1));
    }

    /** Counts commands that travelled inside another one, such as those of a script. */
    public void add(String name, int count) {
        var known = commands.containsKey(name) || commands.size() < NAMES;
        commands.computeIfAbsent(known ? name : OTHERS, unused -> new LongAdder())
                .add(count);
    }

    /** How many requests went out since the start, streams included. */
    public long requests() {
        return requests.sum();
    }

    /** How many commands were sent since the start, all names together. */
    public long commands() {
        return commands.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** How many commands were sent since the start, by name. */
    public Map<String, Long> byName() {
        var counts = new TreeMap<String, Long>();
        commands.forEach((name, count) -> counts.put(name, count.sum()));
        return counts;
    }
}
