package dev.tripod.store;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Entries in the order of their ids. An empty stream stays, since it remembers its last id. */
final class StreamValue implements Value {
    private static final long PER_ENTRY = 120;
    private static final long PER_WORD = 24;

    private final TreeMap<StreamId, List<byte[]>> entries = new TreeMap<>();
    private StreamId last = StreamId.ZERO;
    private long weight;

    static long weight(List<byte[]> fields) {
        return PER_ENTRY
                + fields.stream().mapToLong(word -> PER_WORD + word.length).sum();
    }

    /** The id of the newest entry there ever was. */
    StreamId last() {
        return last;
    }

    /** Adds an entry whose id comes after the last one. */
    void add(StreamId id, List<byte[]> fields) {
        entries.put(id, fields);
        last = id;
        weight += weight(fields);
    }

    boolean remove(StreamId id) {
        var removed = entries.remove(id);
        weight -= removed == null ? 0 : weight(removed);
        return removed != null;
    }

    /** Drops the oldest entries until no more than so many are left, and answers how many went. */
    long trim(long most) {
        var dropped = 0L;
        while (entries.size() > most) {
            weight -= weight(entries.pollFirstEntry().getValue());
            dropped++;
        }
        return dropped;
    }

    int size() {
        return entries.size();
    }

    /** The entries between two ids, both included. */
    NavigableMap<StreamId, List<byte[]>> range(StreamId from, StreamId to) {
        return entries.subMap(from, true, to, true);
    }

    @Override
    public String type() {
        return "stream";
    }

    @Override
    public long weight() {
        return weight;
    }

    @Override
    public boolean isEmpty() {
        return false;
    }
}
