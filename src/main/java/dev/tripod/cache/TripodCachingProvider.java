package dev.tripod.cache;

import dev.tripod.store.MemoryBudget;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.cache.CacheManager;
import javax.cache.configuration.OptionalFeature;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/**
 * The JSR-107 provider (API 1.1.1). Programs get it by {@code Caching.getCachingProvider(name of this class)} or make it
 * with {@code new}, which leaves no trace in static fields. Thread-safe; {@link #close} closes all managers and caches.
 */
public final class TripodCachingProvider implements CachingProvider, AutoCloseable {
    private static final URI DEFAULT_URI = URI.create("tripod:default");

    private record Place(URI uri, ClassLoader loader) {}

    /** Managers by place; making one is a single atomic step of the map. */
    private final ConcurrentHashMap<Place, TripodCacheManager> managers = new ConcurrentHashMap<>();

    private final ExecutorService executor = oneDaemonThread();
    private final CacheFactory factory;

    /** Keeps entries in this process, in at most a fifth of the heap. */
    public TripodCachingProvider() {
        this(new MemoryBudget(Runtime.getRuntime().maxMemory() / 5), InstantSource.system());
    }

    /** Keeps entries in this process, within a budget that may be shared, by the given clock. */
    public TripodCachingProvider(MemoryBudget budget, InstantSource clock) {
        this(budget, clock, Optional.empty());
    }

    /** Keeps entries where the backings say, and caches that cannot be shared in this process. */
    TripodCachingProvider(MemoryBudget budget, InstantSource clock, Optional<SharedBackings> shared) {
        this.factory = new CacheFactory(budget, clock, executor, shared);
    }

    /** For asynchronous listeners and loading, one after the other; the thread ends when there is nothing to do. */
    private static ExecutorService oneDaemonThread() {
        var executor = new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            var thread = new Thread(task, "tripod-cache");
            thread.setDaemon(true);
            return thread;
        });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    @Override
    public CacheManager getCacheManager(
            @Nullable URI uri, @Nullable ClassLoader loader, @Nullable Properties properties) {
        return managers.computeIfAbsent(
                place(uri, loader),
                place -> new TripodCacheManager(
                        this,
                        place.uri(),
                        place.loader(),
                        Optional.ofNullable(properties).orElseGet(Properties::new),
                        factory));
    }

    private Place place(@Nullable URI uri, @Nullable ClassLoader loader) {
        return new Place(
                Optional.ofNullable(uri).orElse(DEFAULT_URI),
                Optional.ofNullable(loader).orElseGet(this::getDefaultClassLoader));
    }

    @Override
    public CacheManager getCacheManager(@Nullable URI uri, @Nullable ClassLoader loader) {
        return getCacheManager(uri, loader, null);
    }

    @Override
    public CacheManager getCacheManager() {
        return getCacheManager(null, null, null);
    }

    @Override
    public ClassLoader getDefaultClassLoader() {
        return TripodCachingProvider.class.getClassLoader();
    }

    @Override
    public URI getDefaultURI() {
        return DEFAULT_URI;
    }

    @Override
    public Properties getDefaultProperties() {
        return new Properties();
    }

    /** Closes all managers; new ones can be made afterwards. */
    @Override
    public void close() {
        List.copyOf(managers.values()).forEach(CacheManager::close);
    }

    @Override
    public void close(@Nullable ClassLoader loader) {
        var wanted = place(null, loader).loader();
        List.copyOf(managers.values()).stream()
                .filter(manager -> manager.getClassLoader() == wanted)
                .forEach(CacheManager::close);
    }

    @Override
    public void close(@Nullable URI uri, @Nullable ClassLoader loader) {
        Optional.ofNullable(managers.get(place(uri, loader))).ifPresent(CacheManager::close);
    }

    void release(URI uri, ClassLoader loader) {
        managers.remove(new Place(uri, loader));
    }

    @Override
    public boolean isSupported(OptionalFeature feature) {
        return feature == OptionalFeature.STORE_BY_REFERENCE;
    }
}
