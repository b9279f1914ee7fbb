package dev.tripod.cache;

import java.time.Duration;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * What this provider's caches can do beyond JSR-107; from {@code cache.unwrap(TripodCache.class)}. An entry
 * processor's entry unwraps to {@link LifetimeEntry} likewise.
 */
public interface TripodCache<K, V> extends Cache<K, V> {
    /**
     * As {@link #get}, past a copy near the caller, which is dropped: for whoever misses something in what {@code get} has
     * answered. Where no copies are kept it is the same as {@code get}.
     */
    @Nullable
    V getFresh(K key);

    /** Puts an entry that is gone after the given time, whatever the expiry policy says. */
    void put(K key, V value, Duration lifetime);

    /** Puts an entry with a lifetime and answers the value that it replaces, null where there was none. */
    @Nullable
    V getAndPut(K key, V value, Duration lifetime);

    /** Puts an entry with a lifetime unless there is one, and tells whether it did. */
    boolean putIfAbsent(K key, V value, Duration lifetime);
}
