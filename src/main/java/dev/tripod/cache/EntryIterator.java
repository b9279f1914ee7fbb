package dev.tripod.cache;

import java.util.Iterator;
import java.util.Map;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/** Goes over the live entries of a cache as its backing finds them. An iteration is a use: statistics and expiry see it. */
final class EntryIterator<K, V> implements Iterator<Cache.Entry<K, V>> {
    private final CacheParts<K, V> parts;
    private final Reads<K, V> reads;
    private final Removals<K, V> removals;
    private final Iterator<Map.Entry<Object, Slot>> entries;
    private @Nullable K last;

    EntryIterator(CacheParts<K, V> parts, Reads<K, V> reads, Removals<K, V> removals) {
        this.parts = parts;
        this.reads = reads;
        this.removals = removals;
        this.entries = parts.backing().entries();
    }

    @Override
    public boolean hasNext() {
        return entries.hasNext();
    }

    @Override
    public Cache.Entry<K, V> next() {
        var entry = entries.next();
        var key = parts.keys().give(entry.getKey());
        last = key;
        reads.passed(key);
        return new External.Pair<>(key, parts.values().give(entry.getValue().held));
    }

    @Override
    public void remove() {
        var key = last;
        if (key == null) {
            throw new IllegalStateException("There is no entry to remove");
        }
        last = null;
        removals.remove(key);
    }
}
