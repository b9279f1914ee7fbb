package dev.tripod.cache;

import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CacheWriterException;
import org.jspecify.annotations.Nullable;

/** Calls loaders and writers, and turns what they throw into the exceptions of JSR-107. */
final class External<K, V> {
    private final CacheParts.Storage<K, V> storage;

    External(CacheParts.Storage<K, V> storage) {
        this.storage = storage;
    }

    boolean readsThrough() {
        return storage.readThrough() && storage.loader() != null;
    }

    boolean writesThrough() {
        return storage.writer() != null;
    }

    @Nullable
    V load(K key) {
        CacheLoader<K, V> loader = storage.loader();
        return loader == null ? null : loading(() -> loader.load(key));
    }

    Map<K, V> loadAll(Iterable<? extends K> keys) {
        CacheLoader<K, V> loader = storage.loader();
        var loaded = loader == null ? null : loading(() -> loader.loadAll(keys));
        return loaded == null ? Map.of() : loaded;
    }

    private static <T> @Nullable T loading(Supplier<@Nullable T> call) {
        try {
            return call.get();
        } catch (CacheLoaderException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new CacheLoaderException(e);
        }
    }

    void write(K key, V value) {
        var writer = storage.writer();
        if (writer != null) {
            writing(() -> writer.write(new Pair<>(key, value)));
        }
    }

    void delete(K key) {
        var writer = storage.writer();
        if (writer != null) {
            writing(() -> writer.delete(key));
        }
    }

    /** Writes all; afterwards the collection holds what was not written. */
    @SuppressWarnings("unchecked")
    void writeAll(Collection<Pair<K, V>> entries) {
        var writer = storage.writer();
        if (writer == null) {
            entries.clear();
        } else {
            writing(() -> writer.writeAll((Collection) entries));
        }
    }

    /** Deletes all; afterwards the collection holds what was not deleted. */
    void deleteAll(Collection<K> keys) {
        var writer = storage.writer();
        if (writer == null) {
            keys.clear();
        } else {
            writing(() -> writer.deleteAll(keys));
        }
    }

    private static void writing(Runnable call) {
        try {
            call.run();
        } catch (CacheWriterException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new CacheWriterException(e);
        }
    }

    /** An entry on its way to a writer or out of an iterator. */
    record Pair<K, V>(K key, V value) implements Cache.Entry<K, V> {
        @Override
        public K getKey() {
            return key;
        }

        @Override
        public V getValue() {
            return value;
        }

        @Override
        public <T> T unwrap(Class<T> type) {
            return Unwrapping.unwrap(this, type);
        }
    }

    static CacheException wrapped(RuntimeException e) {
        return e instanceof CacheException cache ? cache : new CacheException(e);
    }
}
