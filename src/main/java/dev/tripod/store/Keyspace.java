package dev.tripod.store;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Keys with their values and lifetimes. Not safe for several threads: the store calls it under its lock, and tells the
 * time at the beginning of each command, so that no key expires in the middle of one.
 *
 * <p>All memory is charged before anything changes, so a write that does not fit changes nothing.
 */
final class Keyspace {
    /** The end of keys that have none. */
    static final long NEVER = Long.MAX_VALUE;

    private static final long PER_KEY = 200;
    private static final int SWEEP_STEP = 16;

    /** A key with its value and end; its end is changed only while it stands outside of {@link #ends}. */
    private static final class Entry {
        final Bytes key;
        Value value;
        long end = NEVER;

        Entry(Bytes key, Value value) {
            this.key = key;
            this.value = value;
        }

        long weight() {
            return PER_KEY + key.length() + value.weight();
        }
    }

    private final MemoryBudget budget;
    /** In the order of names, which is what the places of a scan mean. */
    private final TreeMap<Bytes, Entry> entries = new TreeMap<>();
    /** Those that have an end, the nearest first. */
    private final TreeSet<Entry> ends =
            new TreeSet<>(Comparator.<Entry>comparingLong(entry -> entry.end).thenComparing(entry -> entry.key));

    private long now;

    Keyspace(MemoryBudget budget) {
        this.budget = budget;
    }

    /** Begins a command at a time in milliseconds since 1970. */
    void begin(long time) {
        now = time;
    }

    long now() {
        return now;
    }

    private Optional<Entry> live(Bytes key) {
        var entry = entries.get(key);
        if (entry != null && entry.end <= now) {
            drop(entry);
            return Optional.empty();
        }
        return Optional.ofNullable(entry);
    }

    Optional<Value> find(Bytes key) {
        return live(key).map(entry -> entry.value);
    }

    /** The value, if the key is there; refused when it is of another type. */
    <V extends Value> Optional<V> find(Bytes key, Class<V> type) {
        return find(key).map(value -> {
            if (!type.isInstance(value)) {
                throw RefusedException.wrongType();
            }
            return type.cast(value);
        });
    }

    /** When the key ends: {@link #NEVER}, or milliseconds since 1970. Empty when there is no such key. */
    Optional<Long> end(Bytes key) {
        return live(key).map(entry -> entry.end);
    }

    /** Sets the end of a key, if it is there; one that has passed removes it. */
    void end(Bytes key, long end) {
        live(key).ifPresent(entry -> {
            if (end <= now) {
                drop(entry);
            } else {
                reschedule(entry, end);
            }
        });
    }

    private void reschedule(Entry entry, long end) {
        ends.remove(entry);
        entry.end = end;
        if (end != NEVER) {
            ends.add(entry);
        }
    }

    /** Puts a value in place of whatever the key held, of any type, and sets the key's end. */
    void put(Bytes key, Value value, long end) {
        putAll(Map.of(key, value), end);
    }

    /** Puts all these values or, when they don't fit, none. */
    void putAll(Map<Bytes, ? extends Value> values, long end) {
        charge(values.entrySet().stream()
                .mapToLong(put -> growth(put.getKey(), put.getValue()))
                .sum());
        values.forEach((key, value) -> {
            var entry = entries.computeIfAbsent(key, absent -> new Entry(absent, value));
            entry.value = value;
            end(key, end);
        });
    }

    private long growth(Bytes key, Value value) {
        return new Entry(key, value).weight() - live(key).map(Entry::weight).orElse(0L);
    }

    /**
     * Changes a value that may grow, and makes the key when it is not there. The first function tells by how much the
     * weight will rise, the second makes the change and answers its result.
     */
    <V extends Value> long grow(
            Bytes key, Class<V> type, Supplier<V> fresh, ToLongFunction<V> growth, ToLongFunction<V> change) {
        var known = find(key, type);
        var value = known.orElseGet(fresh);
        charge(growth.applyAsLong(value) + (known.isPresent() ? 0 : new Entry(key, value).weight()));
        entries.computeIfAbsent(key, absent -> new Entry(absent, value));
        return change.applyAsLong(value);
    }

    /** Makes a change that can only take away, if the key is there, and drops the key when nothing is left. */
    <V extends Value> long shrink(Bytes key, Class<V> type, ToLongFunction<V> change) {
        return find(key, type)
                .map(value -> {
                    var before = value.weight();
                    var result = change.applyAsLong(value);
                    budget.release(before - value.weight());
                    if (value.isEmpty()) {
                        remove(key);
                    }
                    return result;
                })
                .orElse(0L);
    }

    boolean remove(Bytes key) {
        var found = live(key);
        found.ifPresent(this::drop);
        return found.isPresent();
    }

    private void drop(Entry entry) {
        entries.remove(entry.key);
        ends.remove(entry);
        budget.release(entry.weight());
    }

    /** Takes memory, and gives back a little of what has expired; only when that is not enough, all of it. */
    private void charge(long bytes) {
        for (var i = 0; i < SWEEP_STEP && dropExpired(); i++) {}
        while (!budget.charge(bytes)) {
            if (!dropExpired()) {
                throw RefusedException.full();
            }
        }
    }

    private boolean dropExpired() {
        if (ends.isEmpty() || ends.first().end > now) {
            return false;
        }
        drop(ends.first());
        return true;
    }

    /** The live keys whose place in the order of names is this one or a later one. */
    Stream<Bytes> keysFrom(long place) {
        return entries.tailMap(Bytes.firstAt(place), true).values().stream()
                .filter(entry -> entry.end > now)
                .map(entry -> entry.key);
    }
}
