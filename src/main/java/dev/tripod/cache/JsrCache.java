package dev.tripod.cache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.cache.CacheManager;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.event.EventType;
import javax.cache.integration.CompletionListener;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;

/**
 * A JSR-107 cache over a {@link Backing}. Every change is an {@link Attempt} that is repeated until no other change
 * came between; entry processors, loaders and writers run outside any lock and, in a race, more than once.
 */
final class JsrCache<K, V> implements TripodCache<K, V> {
    private final String name;
    private final TripodCacheManager manager;
    private final TripodConfiguration<K, V> configuration;
    private final CacheParts<K, V> parts;
    private final External<K, V> external;
    private final Executor executor;
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
        this.external = new External<>(parts.storage());
        this.executor = executor;
        parts.backing().onExpired(this::tellExpired);
    }

    // Reading

    @Override
    public @Nullable V get(K key) {
        ensureOpen(key);
        var start = parts.statistics().start();
        var held = parts.keys().hold(key);
        var oneStep = !parts.lifetimes().accessMatters() || prolongs();
        var value = oneStep ? peek(key, held) : attempt(key, held, this::getOrLoad);
        parts.statistics().took(parts.statistics().getNanos, start);
        return value;
    }

    /** Whether the backing itself lets what is read live longer. */
    private boolean prolongs() {
        return parts.lifetimes().sameForAllReads() && parts.backing().readsUntil();
    }

    /** Reads in one step; only what is not there may have to be loaded. */
    private @Nullable V peek(K key, Object held) {
        var slot = prolongs()
                ? parts.backing()
                        .readUntil(
                                held, parts.lifetimes().forAccess(parts.clock().millis(), Slot.AS_IT_IS))
                : parts.backing().read(held);
        if (slot != null) {
            parts.statistics().add(parts.statistics().hits, 1);
            return parts.values().give(slot.held);
        }
        if (external.readsThrough()) {
            return attempt(key, held, this::getOrLoad);
        }
        parts.statistics().add(parts.statistics().misses, 1);
        return null;
    }

    private @Nullable V getOrLoad(Attempt<K, V> attempt) {
        attempt.countLookup();
        if (attempt.present()) {
            attempt.access();
            return attempt.oldValue();
        }
        var loaded = external.readsThrough() ? external.load(attempt.key) : null;
        if (loaded != null) {
            attempt.load(loaded);
        }
        return loaded;
    }

    @Override
    public Map<K, V> getAll(Set<? extends K> keys) {
        ensureOpen(keys);
        keys.forEach(Objects::requireNonNull);
        var found = new HashMap<K, V>();
        for (var key : keys) {
            var value = get(key);
            if (value != null) {
                found.put(key, value);
            }
        }
        return found;
    }

    @Override
    public boolean containsKey(K key) {
        ensureOpen(key);
        return parts.backing().read(parts.keys().hold(key)) != null;
    }

    @Override
    public void loadAll(Set<? extends K> keys, boolean replaceExisting, @Nullable CompletionListener listener) {
        ensureOpen(keys);
        keys.forEach(Objects::requireNonNull);
        var wanted = new HashSet<K>(keys);
        executor.execute(() -> {
            try {
                loadNow(wanted, replaceExisting);
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

    private void loadNow(Set<K> keys, boolean replaceExisting) {
        if (!replaceExisting) {
            keys.removeIf(this::containsKey);
        }
        external.loadAll(keys).forEach((key, value) -> {
            if (value != null) {
                attempt(key, loading -> {
                    if (replaceExisting || !loading.present()) {
                        loading.load(value);
                    }
                    return true;
                });
            }
        });
    }

    // Writing

    @Override
    public void put(K key, V value) {
        write(key, value, attempt -> {
            external.write(key, value);
            attempt.put(value);
            return true;
        });
    }

    @Override
    public void put(K key, V value, Duration lifetime) {
        write(key, value, attempt -> {
            external.write(key, value);
            attempt.put(value, lifetime);
            return true;
        });
    }

    @Override
    public @Nullable V getAndPut(K key, V value) {
        return getAndPut(key, value, attempt -> attempt.put(value));
    }

    @Override
    public @Nullable V getAndPut(K key, V value, Duration lifetime) {
        return getAndPut(key, value, attempt -> attempt.put(value, lifetime));
    }

    private @Nullable V getAndPut(K key, V value, Consumer<Attempt<K, V>> put) {
        return replaced(write(key, value, attempt -> {
            attempt.countLookup();
            attempt.wantOld();
            external.write(key, value);
            put.accept(attempt);
            return attempt;
        }));
    }

    /** What a committed attempt has replaced. */
    private static <V> @Nullable V replaced(@Nullable Attempt<?, V> committed) {
        return committed == null ? null : committed.oldValue();
    }

    @Override
    public boolean putIfAbsent(K key, V value) {
        return putIfAbsent(key, value, parts.lifetimes().sameForAllWrites(), attempt -> attempt.put(value));
    }

    @Override
    public boolean putIfAbsent(K key, V value, Duration lifetime) {
        return putIfAbsent(key, value, lifetime.toMillis() > 0, attempt -> attempt.put(value, lifetime));
    }

    /** Where nothing speaks against it the first try does not look, since mostly there is nothing. */
    private boolean putIfAbsent(K key, V value, boolean blindly, Consumer<Attempt<K, V>> put) {
        var tried = new AtomicBoolean(!blindly || external.writesThrough());
        return Boolean.TRUE.equals(this.<Boolean>write(key, value, attempt -> {
            attempt.countLookup();
            if (!tried.getAndSet(true)) {
                attempt.assumeAbsent();
            }
            if (attempt.present()) {
                return false;
            }
            external.write(key, value);
            put.accept(attempt);
            return true;
        }));
    }

    @Override
    public void putAll(Map<? extends K, ? extends V> map) {
        ensureOpen(map);
        map.forEach((key, value) -> {
            Objects.requireNonNull(key);
            Objects.requireNonNull(value);
        });
        var unwritten = new ArrayList<External.Pair<K, V>>();
        map.forEach((key, value) -> unwritten.add(new External.Pair<>(key, value)));
        RuntimeException failure = null;
        try {
            external.writeAll(unwritten);
        } catch (RuntimeException e) {
            failure = e;
        }
        var failed = failure == null ? Set.<K>of() : keysOf(unwritten);
        map.forEach((key, value) -> {
            if (!failed.contains(key)) {
                write(key, value, attempt -> {
                    attempt.put(value);
                    return true;
                });
            }
        });
        if (failure != null) {
            throw failure;
        }
    }

    private static <K, V> Set<K> keysOf(List<External.Pair<K, V>> pairs) {
        var keys = new HashSet<K>();
        pairs.forEach(pair -> keys.add(pair.key()));
        return keys;
    }

    @Override
    public boolean replace(K key, V oldValue, V newValue) {
        ensureOpen(key);
        Objects.requireNonNull(oldValue);
        return Boolean.TRUE.equals(this.<Boolean>write(key, newValue, attempt -> {
            attempt.countLookup();
            if (!oldValue.equals(attempt.oldValue())) {
                attempt.access();
                return false;
            }
            external.write(key, newValue);
            attempt.put(newValue);
            return true;
        }));
    }

    @Override
    public boolean replace(K key, V value) {
        return getAndReplace(key, value) != null;
    }

    @Override
    public @Nullable V getAndReplace(K key, V value) {
        return write(key, value, attempt -> {
            attempt.countLookup();
            if (attempt.present()) {
                external.write(key, value);
                attempt.put(value);
            }
            return attempt.oldValue();
        });
    }

    private <R> @Nullable R write(K key, V value, Function<Attempt<K, V>, @Nullable R> step) {
        ensureOpen(key);
        Objects.requireNonNull(value);
        var start = parts.statistics().start();
        var result = attempt(key, step);
        parts.statistics().took(parts.statistics().putNanos, start);
        return result;
    }

    // Removing

    @Override
    public boolean remove(K key) {
        var done = erase(key, attempt -> {
            external.delete(key);
            attempt.remove();
            return attempt;
        });
        return done != null && done.present();
    }

    @Override
    public boolean remove(K key, V oldValue) {
        ensureOpen(key);
        Objects.requireNonNull(oldValue);
        return Boolean.TRUE.equals(this.<Boolean>erase(key, attempt -> {
            attempt.countLookup();
            if (!oldValue.equals(attempt.oldValue())) {
                attempt.access();
                return false;
            }
            external.delete(key);
            attempt.remove();
            return true;
        }));
    }

    @Override
    public @Nullable V getAndRemove(K key) {
        return replaced(erase(key, attempt -> {
            attempt.countLookup();
            external.delete(key);
            attempt.remove();
            return attempt;
        }));
    }

    @Override
    public void removeAll(Set<? extends K> keys) {
        ensureOpen(keys);
        keys.forEach(Objects::requireNonNull);
        var undeleted = new HashSet<K>(keys);
        RuntimeException failure = null;
        try {
            external.deleteAll(undeleted);
        } catch (RuntimeException e) {
            failure = e;
        }
        for (var key : keys) {
            if (failure == null || !undeleted.contains(key)) {
                this.<Boolean>erase(key, attempt -> {
                    attempt.remove();
                    return true;
                });
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void removeAll() {
        ensureOpen(name);
        var keys = new HashSet<K>();
        parts.backing()
                .entries()
                .forEachRemaining(entry -> keys.add(parts.keys().give(entry.getKey())));
        if (!keys.isEmpty()) {
            removeAll(keys);
        }
    }

    @Override
    public void clear() {
        ensureOpen(name);
        parts.backing().clear();
    }

    private <R> @Nullable R erase(K key, Function<Attempt<K, V>, @Nullable R> step) {
        ensureOpen(key);
        var start = parts.statistics().start();
        var result = attempt(key, step);
        parts.statistics().took(parts.statistics().removeNanos, start);
        return result;
    }

    // Processing

    @Override
    public <T> @Nullable T invoke(K key, EntryProcessor<K, V, T> processor, Object... arguments) {
        ensureOpen(key);
        Objects.requireNonNull(processor);
        return attempt(key, attempt -> {
            var entry = new ProcessorEntry<>(attempt, external);
            try {
                var result = processor.process(entry, arguments);
                entry.settle();
                return result;
            } catch (EntryProcessorException e) {
                throw e;
            } catch (RuntimeException e) {
                throw new EntryProcessorException(e);
            }
        });
    }

    @Override
    public <T> Map<K, EntryProcessorResult<T>> invokeAll(
            Set<? extends K> keys, EntryProcessor<K, V, T> processor, Object... arguments) {
        ensureOpen(keys);
        Objects.requireNonNull(processor);
        keys.forEach(Objects::requireNonNull);
        var results = new LinkedHashMap<K, EntryProcessorResult<T>>();
        for (var key : keys) {
            try {
                var result = invoke(key, processor, arguments);
                if (result != null) {
                    results.put(key, () -> result);
                }
            } catch (RuntimeException e) {
                results.put(key, () -> {
                    throw e instanceof EntryProcessorException known ? known : new EntryProcessorException(e);
                });
            }
        }
        return results;
    }

    /** Repeats a step until the backing takes what it made of the entry, then counts and tells. */
    private <R> @Nullable R attempt(K key, Function<Attempt<K, V>, @Nullable R> step) {
        return attempt(key, parts.keys().hold(key), step);
    }

    private <R> @Nullable R attempt(K key, Object held, Function<Attempt<K, V>, @Nullable R> step) {
        while (true) {
            var attempt = new Attempt<>(parts, key, held);
            var result = step.apply(attempt);
            if (attempt.commit()) {
                finish(attempt);
                return result;
            }
            Thread.onSpinWait();
        }
    }

    private void finish(Attempt<K, V> attempt) {
        attempt.count(parts.statistics());
        if (!parts.listeners().isEmpty()) {
            var change = attempt.change(this);
            if (change != null) {
                parts.listeners().tell(change);
            }
        }
    }

    private void tellExpired(Object heldKey, Slot slot) {
        if (!parts.listeners().isEmpty()) {
            var value = parts.values().give(slot.held);
            parts.listeners()
                    .tell(new Change<>(this, EventType.EXPIRED, parts.keys().give(heldKey), value, value));
        }
    }

    // Around it

    @Override
    public Iterator<Entry<K, V>> iterator() {
        ensureOpen(name);
        var entries = parts.backing().entries();
        return new Iterator<>() {
            private @Nullable Entry<K, V> next = advance();
            private @Nullable K last;

            private @Nullable Entry<K, V> advance() {
                while (entries.hasNext()) {
                    var key = parts.keys().give(entries.next().getKey());
                    var slot = parts.backing().read(parts.keys().hold(key));
                    if (slot != null) {
                        return new External.Pair<>(key, parts.values().give(slot.held));
                    }
                }
                return null;
            }

            @Override
            public boolean hasNext() {
                return next != null;
            }

            @Override
            public Entry<K, V> next() {
                var current = next;
                if (current == null) {
                    throw new NoSuchElementException();
                }
                last = current.getKey();
                get(last); // an iteration is a use: statistics and expiry by access see it
                next = advance();
                return current;
            }

            @Override
            public void remove() {
                var key = last;
                if (key == null) {
                    throw new IllegalStateException("There is no entry to remove");
                }
                last = null;
                JsrCache.this.remove(key);
            }
        };
    }

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
    }

    @Override
    public void deregisterCacheEntryListener(CacheEntryListenerConfiguration<K, V> listener) {
        ensureOpen(listener);
        configuration.removeCacheEntryListenerConfiguration(listener);
        parts.listeners().remove(listener);
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

    private void ensureOpen(@Nullable Object argument) {
        if (closed) {
            throw new IllegalStateException("The cache " + name + " is closed");
        }
        Objects.requireNonNull(argument);
    }
}
