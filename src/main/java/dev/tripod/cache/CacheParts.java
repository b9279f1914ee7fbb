package dev.tripod.cache;

import java.time.InstantSource;
import java.util.Optional;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;

/** What one cache is made of. */
record CacheParts<K, V>(
        Backing backing,
        Keeper<K> keys,
        Keeper<V> values,
        Lifetimes lifetimes,
        Listeners<K, V> listeners,
        Optional<ChangeBroadcast<K, V>> others,
        Statistics statistics,
        Storage<K, V> storage,
        InstantSource clock) {

    /** Whether the backing itself can tell whether a value is the expected one. */
    boolean comparesForms() {
        return backing.comparesForms() && values.canonical();
    }

    /** Whether it matters, when a value was not the expected one, if there was another one or none. */
    boolean mismatchMatters() {
        return statistics.enabled() || lifetimes.accessMatters();
    }

    /** Whether nothing hangs on putting an entry but the entry, so that nobody has to look what was there. */
    boolean plainWrites() {
        return lifetimes.sameForAllWrites() && storage.writer() == null && !statistics.enabled() && tellsNobody();
    }

    /** Whether nobody is told of changes, here or elsewhere. */
    boolean tellsNobody() {
        return others.isEmpty() && listeners.isEmpty();
    }

    /** Hears of changes elsewhere while there are listeners here; to be called after these have changed. */
    void hearOthers() {
        others.ifPresent(broadcast -> broadcast.listen(!listeners.isEmpty()));
    }

    /** Closes every customisation, once. */
    void close() {
        listeners.close();
        hearOthers();
        Closeables.close(lifetimes.policy(), storage.loader(), storage.writer());
    }

    /** The system of record behind the cache, as far as it was configured. */
    record Storage<K, V>(
            @Nullable CacheLoader<K, V> loader,
            @Nullable CacheWriter<? super K, ? super V> writer,
            boolean readThrough) {}
}
