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
 *
 * <p>Where a manager's caches are kept: in the Upstash database that the settings name ({@code UPSTASH_REDIS_REST_URL} and
 * {@code UPSTASH_REDIS_REST_TOKEN} as system properties, in the environment or in {@code .env}), else in this process.
 * Its {@code Properties} win over the settings: {@code upstash.url}, {@code upstash.token}, {@code key.prefix}, {@code
 * cache.types}, {@code local.max.memory}, or any setting by its own name. So does its URI: {@code tripod:local}, also with
 * a name behind a further colon, stays in this process; {@code https://name.upstash.io} is that database. Any other URI
 * is the name of a manager, whose caches are its own in the store as well. The connection to a database ends with the
 * last manager on it.
 *
 * <p>In a database {@code Cache.close} leaves the entries to other instances and {@code CacheManager.destroyCache} removes
 * them for all; caches by reference are for this process only.
 */
public final class TripodCachingProvider implements CachingProvider, AutoCloseable {
    static final URI DEFAULT_URI = URI.create("tripod:default");

    private record Name(URI uri, ClassLoader loader) {}

    /** Managers by name; making one is a single atomic step of the map. */
    private final ConcurrentHashMap<Name, TripodCacheManager> managers = new ConcurrentHashMap<>();

    private final ExecutorService executor = oneDaemonThread();
    private final Places places;

    /** Keeps entries where settings and each manager's properties and URI say. */
    public TripodCachingProvider() {
        this.places = new ConfiguredPlaces(executor);
    }

    /** Keeps entries in this process, within a budget that may be shared, by the given clock. */
    public TripodCachingProvider(MemoryBudget budget, InstantSource clock) {
        this(budget, clock, Optional.empty());
    }

    /** Keeps entries where the backings say, and caches that cannot be shared in this process. */
    TripodCachingProvider(MemoryBudget budget, InstantSource clock, Optional<SharedBackings> shared) {
        this(budget, clock, shared, List.of());
    }

    /** The same, where caches in the store may hold objects of further types. */
    TripodCachingProvider(
            MemoryBudget budget, InstantSource clock, Optional<SharedBackings> shared, List<String> types) {
        this.places = new Places.Fixed(new CacheFactory(budget, clock, executor, shared, types));
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
        var own = Optional.ofNullable(properties).orElseGet(Properties::new);
        return managers.computeIfAbsent(
                name(uri, loader),
                name -> new TripodCacheManager(this, name.uri(), name.loader(), own, places.at(name.uri(), own)));
    }

    private Name name(@Nullable URI uri, @Nullable ClassLoader loader) {
        return new Name(
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
        var wanted = name(null, loader).loader();
        List.copyOf(managers.values()).stream()
                .filter(manager -> manager.getClassLoader() == wanted)
                .forEach(CacheManager::close);
    }

    @Override
    public void close(@Nullable URI uri, @Nullable ClassLoader loader) {
        Optional.ofNullable(managers.get(name(uri, loader))).ifPresent(CacheManager::close);
    }

    void release(URI uri, ClassLoader loader) {
        managers.remove(new Name(uri, loader));
    }

    @Override
    public boolean isSupported(OptionalFeature feature) {
        return feature == OptionalFeature.STORE_BY_REFERENCE && !places.shared();
    }
}
