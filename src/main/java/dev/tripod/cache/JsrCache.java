package dev.tripod.cache;

import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import javax.cache.CacheManager;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.integration.CompletionListener;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;

/**
 * A JSR-107 cache over a {@link Backing}: checks what it is asked and hands it to {@link Reads}, {@link Writes}, {@link
 * Removals} and {@link Processing}.
 */
final class JsrCache<K, V> implements TripodCache<K, V> {
    private final String name;
    private final TripodCacheManager manager;
    private final TripodConfiguration<K, V> configuration;
    private final CacheParts<K, V> parts;
    private final Executor executor;
    private final Reads<K, V> reads;
    private final Writes<K, V> writes;
    private final Removals<K, V> removals;
    private final Processing<K, V> processing;
    /** Set once, read by every operation. */
    private volatile boolean closed;

    JsrCache(
            String name,
            TripodCacheManager manager,
            TripodConfiguration<K, V> configuration,
            CacheParts<K, V> parts,
            Executor executor) {
        this.name = name;
        this.manager = manager;
        this.configuration = configuration;
        this.parts = parts;
        this.executor = executor;
        var steps = new Steps<>(this, parts);
        this.reads = new Reads<>(steps);
        this.writes = new Writes<>(steps);
        this.removals = new Removals<>(steps);
        this.processing = new Processing<>(steps);
        parts.hearOthers();
    }

    // Reading

    @Override
    public @Nullable V get(K key) {
        ensureOpen(key);
        return reads.get(key);
    }

    @Override
    public @Nullable V getFresh(K key) {
        ensureOpen(key);
        return reads.getFresh(key);
    }

    @Override
    public Map<K, V> getAll(Set<? extends K> keys) {
        ensureOpenFor(keys);
        return reads.getAll(keys);
    }

    @Override
    public boolean containsKey(K key) {
        ensureOpen(key);
        return reads.containsKey(key);
    }

    @Override
    public void loadAll(Set<? extends K> keys, boolean replaceExisting, @Nullable CompletionListener listener) {
        ensureOpenFor(keys);
        var wanted = new HashSet<K>(keys);
        executor.execute(() -> {
            try {
                reads.load(wanted, replaceExisting);
                if (listener != null) {
                    listener.onCompletion();
                }
            } catch (RuntimeException e) {
                if (listener != null) {
                    listener.onException(e);
                }
            }
        });
    }

    @Override
    public Iterator<Entry<K, V>> iterator() {
        ensureOpen(name);
        return new EntryIterator<>(parts, reads, removals);
    }

    // Writing

    @Override
    public void put(K key, V value) {
        ensureOpen(key, value);
        writes.put(key, value);
    }

    @Override
    public void put(K key, V value, Duration lifetime) {
        ensureOpen(key, value);
        writes.put(key, value, attempt -> attempt.put(value, lifetime));
    }

    @Override
    public @Nullable V getAndPut(K key, V value) {
        ensureOpen(key, value);
        return writes.getAndPut(key, value, attempt -> attempt.put(value));
    }

    @Override
    public @Nullable V getAndPut(K key, V value, Duration lifetime) {
        ensureOpen(key, value);
        return writes.getAndPut(key, value, attempt -> attempt.put(value, lifetime));
    }

    @Override
    public boolean putIfAbsent(K key, V value) {
        ensureOpen(key, value);
        return writes.putIfAbsent(key, value);
    }

    @Override
    public boolean putIfAbsent(K key, V value, Duration lifetime) {
        ensureOpen(key, value);
        return writes.putIfAbsent(key, value, lifetime);
    }

    @Override
    public void putAll(Map<? extends K, ? extends V> map) {
        ensureOpen(map);
        map.forEach((key, value) -> {
            Objects.requireNonNull(key);
            Objects.requireNonNull(value);
        });
        writes.putAll(map);
    }

    @Override
    public boolean replace(K key, V oldValue, V newValue) {
        ensureOpen(key, oldValue);
        Objects.requireNonNull(newValue);
        return writes.replace(key, oldValue, newValue);
    }

    @Override
    public boolean replace(K key, V value) {
        return getAndReplace(key, value) != null;
    }

    @Override
    public @Nullable V getAndReplace(K key, V value) {
        ensureOpen(key, value);
        return writes.getAndReplace(key, value);
    }

    // Removing

    @Override
    public boolean remove(K key) {
        ensureOpen(key);
        return removals.remove(key);
    }

    @Override
    public boolean remove(K key, V oldValue) {
        ensureOpen(key, oldValue);
        return removals.remove(key, oldValue);
    }

    @Override
    public @Nullable V getAndRemove(K key) {
        ensureOpen(key);
        return removals.getAndRemove(key);
    }

    @Override
    public void removeAll(Set<? extends K> keys) {
        ensureOpenFor(keys);
        removals.removeAll(keys);
    }

    @Override
    public void removeAll() {
        ensureOpen(name);
        removals.removeAll();
    }

    @Override
    public void clear() {
        ensureOpen(name);
        parts.backing().clear();
    }

    // Processing

    @Override
    public <T> @Nullable T invoke(K key, EntryProcessor<K, V, T> processor, Object... arguments) {
        ensureOpen(key, processor);
        return processing.invoke(key, processor, arguments);
    }

    @Override
    public <T> Map<K, EntryProcessorResult<T>> invokeAll(
            Set<? extends K> keys, EntryProcessor<K, V, T> processor, Object... arguments) {
        ensureOpenFor(keys);
        Objects.requireNonNull(processor);
        return processing.invokeAll(keys, processor, arguments);
    }

    // Around it

    @Override
    @SuppressWarnings("unchecked")
    public <C extends Configuration<K, V>> C getConfiguration(Class<C> type) {
        if (type.isInstance(configuration)) {
            return type.cast(configuration);
        }
        throw new IllegalArgumentException("The configuration is not a " + type.getName());
    }

    @Override
    public void registerCacheEntryListener(CacheEntryListenerConfiguration<K, V> listener) {
        ensureOpen(listener);
        configuration.addCacheEntryListenerConfiguration(listener);
        parts.listeners().add(listener);
        parts.hearOthers();
    }

    @Override
    public void deregisterCacheEntryListener(CacheEntryListenerConfiguration<K, V> listener) {
        ensureOpen(listener);
        configuration.removeCacheEntryListenerConfiguration(listener);
        parts.listeners().remove(listener);
        parts.hearOthers();
    }

    Statistics statistics() {
        return parts.statistics();
    }

    TripodConfiguration<K, V> configuration() {
        return configuration;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public CacheManager getCacheManager() {
        return manager;
    }

    /** Closes the cache, and removes what it holds for all. */
    synchronized void destroy() {
        if (!closed) {
            try {
                parts.backing().clear();
            } finally {
                close();
            }
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            manager.release(this);
            parts.close();
            parts.backing().close();
        }
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        return Unwrapping.unwrap(this, type);
    }

    private void ensureOpenFor(@Nullable Set<? extends K> keys) {
        ensureOpen(keys);
        Objects.requireNonNull(keys).forEach(Objects::requireNonNull);
    }

    private void ensureOpen(@Nullable Object argument, @Nullable Object other) {
        ensureOpen(argument);
        Objects.requireNonNull(other);
    }

    private void ensureOpen(@Nullable Object argument) {
        if (closed) {
            throw new IllegalStateException("The cache " + name + " is closed");
        }
        Objects.requireNonNull(argument);
    }
}
