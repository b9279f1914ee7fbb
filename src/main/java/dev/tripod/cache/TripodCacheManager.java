package dev.tripod.cache;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/** The caches of one URI and class loader. Thread-safe. */
final class TripodCacheManager implements CacheManager {
    private final TripodCachingProvider provider;
    private final URI uri;
    private final ClassLoader loader;
    private final Properties properties;
    private final Place place;
    /** Caches by name; making and destroying one is a single atomic step of the map. */
    private final ConcurrentHashMap<String, JsrCache<?, ?>> caches = new ConcurrentHashMap<>();
    /** Set once, read by every operation. */
    private volatile boolean closed;

    TripodCacheManager(
            TripodCachingProvider provider, URI uri, ClassLoader loader, Properties properties, Place place) {
        this.provider = provider;
        this.uri = uri;
        this.loader = loader;
        this.properties = properties;
        this.place = place;
    }

    @Override
    public CachingProvider getCachingProvider() {
        return provider;
    }

    @Override
    public URI getURI() {
        return uri;
    }

    @Override
    public ClassLoader getClassLoader() {
        return loader;
    }

    @Override
    public Properties getProperties() {
        return properties;
    }

    @Override
    public <K, V, C extends Configuration<K, V>> Cache<K, V> createCache(String name, C configuration) {
        ensureOpen(name);
        Objects.requireNonNull(configuration);
        var own = copy(configuration);
        var made = caches.compute(name, (key, existing) -> {
            if (existing != null) {
                throw new CacheException("There is a cache " + name + " already");
            }
            return place.factory().make(name, this, own);
        });
        manage(made, own.isManagementEnabled());
        measure(made, own.isStatisticsEnabled());
        return typed(made);
    }

    private static <K, V> TripodConfiguration<K, V> copy(Configuration<K, V> configuration) {
        return configuration instanceof CompleteConfiguration<K, V> complete
                ? new TripodConfiguration<>(complete)
                : new TripodConfiguration<>(new MutableConfiguration<K, V>()
                        .setTypes(configuration.getKeyType(), configuration.getValueType())
                        .setStoreByValue(configuration.isStoreByValue()));
    }

    @Override
    public <K, V> @Nullable Cache<K, V> getCache(String name, Class<K> keyType, Class<V> valueType) {
        ensureOpen(name);
        Objects.requireNonNull(keyType);
        Objects.requireNonNull(valueType);
        var cache = caches.get(name);
        if (cache == null) {
            return null;
        }
        check(name, "keys", cache.configuration().getKeyType(), keyType);
        check(name, "values", cache.configuration().getValueType(), valueType);
        return typed(cache);
    }

    private static void check(String name, String what, Class<?> declared, Class<?> asked) {
        if (!declared.equals(asked)) {
            throw new ClassCastException("The " + what + " of the cache " + name + " are declared as "
                    + declared.getName() + ", not " + asked.getName());
        }
    }

    @Override
    public <K, V> @Nullable Cache<K, V> getCache(String name) {
        ensureOpen(name);
        var cache = caches.get(name);
        return cache == null ? null : typed(cache);
    }

    @SuppressWarnings("unchecked")
    private static <K, V> Cache<K, V> typed(Cache<?, ?> cache) {
        return (Cache<K, V>) cache;
    }

    @Override
    public Iterable<String> getCacheNames() {
        ensureOpen(uri);
        return List.copyOf(caches.keySet());
    }

    @Override
    public void destroyCache(String name) {
        ensureOpen(name);
        Optional.<JsrCache<?, ?>>ofNullable(caches.get(name)).ifPresent(JsrCache::destroy);
    }

    /** A cache is closing: nobody gets it from here any more. */
    void release(JsrCache<?, ?> cache) {
        manage(cache, false);
        measure(cache, false);
        caches.remove(cache.getName(), cache);
    }

    @Override
    public void enableManagement(String name, boolean on) {
        ensureOpen(name);
        Optional.<JsrCache<?, ?>>ofNullable(caches.get(name)).ifPresent(cache -> manage(cache, on));
    }

    private static void manage(JsrCache<?, ?> cache, boolean on) {
        cache.configuration().setManagementEnabled(on);
        ManagementBeans.configuration(cache, cache.configuration(), on);
    }

    @Override
    public void enableStatistics(String name, boolean on) {
        ensureOpen(name);
        Optional.<JsrCache<?, ?>>ofNullable(caches.get(name)).ifPresent(cache -> measure(cache, on));
    }

    private static void measure(JsrCache<?, ?> cache, boolean on) {
        cache.configuration().setStatisticsEnabled(on);
        cache.statistics().enable(on);
        ManagementBeans.statistics(cache, cache.statistics(), on);
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            List.copyOf(caches.values()).forEach(Cache::close);
            provider.release(uri, loader);
            place.leave().run();
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
            throw new IllegalStateException("The cache manager is closed");
        }
        Objects.requireNonNull(argument);
    }
}
