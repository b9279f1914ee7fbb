package dev.tripod.room;

import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what goes through the rooms of this instance. Thread-safe. */
@Singleton
public final class RoomCounts {
    /** Complete from the start, and so never changed as a map. */
    private final Map<Kind, LongAdder> messages = new EnumMap<>(Kind.class);
    /** By code; an adder is made by whoever needs it first. */
    private final Map<Integer, LongAdder> closed = new ConcurrentHashMap<>();

    private final LongAdder dropped = new LongAdder();

    RoomCounts() {
        for (var kind : Kind.values()) {
            messages.put(kind, new LongAdder());
        }
    }

    void received(Kind kind) {
        messages.getOrDefault(kind, new LongAdder()).increment();
    }

    void dropped() {
        dropped.increment();
    }

    void closed(int code) {
        closed.computeIfAbsent(code, unused -> new LongAdder()).increment();
    }

    /** How many messages participants here have sent, by kind in one word. */
    public Map<String, Long> messages() {
        var counts = new TreeMap<String, Long>();
        messages.forEach((kind, count) -> counts.put(kind.name().toLowerCase(Locale.ROOT), count.sum()));
        return counts;
    }

    /** How many frames were lost, since their reader was too slow for them. */
    public long drops() {
        return dropped.sum();
    }

    /** How many sockets this instance has closed of its own accord, by code. */
    public Map<String, Long> closes() {
        var counts = new TreeMap<String, Long>();
        closed.forEach((code, count) -> counts.put(String.valueOf(code), count.sum()));
        return counts;
    }
}
