package dev.tripod.cache;

import dev.tripod.broadcast.Broadcaster;
import dev.tripod.config.Settings;
import dev.tripod.store.MemoryBudget;
import dev.tripod.store.SharedStore;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;

/**
 * The facade: makes each named cache at its first injection, as its {@link CacheDefinition} says. The provider is made
 * with {@code new}, since {@code Caching} would keep the class loader over a redeploy.
 */
@Singleton
class CacheProducer implements NamedCaches {
    private final Optional<SharedBackings> shared;
    private final TripodCachingProvider provider;
    private final CacheManager manager;
    private final Instance<CacheDefinition> definitions;

    @Inject
    CacheProducer(
            MemoryBudget budget,
            InstantSource clock,
            SharedStore store,
            Broadcaster broadcaster,
            Settings settings,
            WriteBack writeBack,
            @Any Instance<CacheDefinition> definitions) {
        this.shared = store.store()
                .map(known -> new SharedBackings(
                        known, broadcaster, settings.storage().keyPrefix(), clock, budget, writeBack));
        this.provider = new TripodCachingProvider(
                budget, clock, shared, settings.storage().cacheTypes());
        this.manager = provider.getCacheManager();
        this.definitions = definitions;
    }

    /** One producer for both types: a {@link TripodCache} is a {@link Cache}, and two would be ambiguous. */
    @Produces
    @CacheName("")
    @SuppressWarnings("unchecked")
    <K, V> TripodCache<K, V> cache(InjectionPoint point) {
        return this.<K, V>named(nameAt(point), TripodConfiguration::new).unwrap(TripodCache.class);
    }

    private static String nameAt(InjectionPoint point) {
        return point.getQualifiers().stream()
                .filter(CacheName.class::isInstance)
                .map(qualifier -> ((CacheName) qualifier).value())
                .findFirst()
                .orElseThrow();
    }

    @Override
    public synchronized <K, V> Cache<K, V> named(String name, Supplier<TripodConfiguration<K, V>> otherwise) {
        Cache<K, V> existing = manager.getCache(name);
        return existing != null ? existing : manager.createCache(name, configuration(name, otherwise));
    }

    @SuppressWarnings("unchecked")
    private <K, V> CompleteConfiguration<K, V> configuration(
            String name, Supplier<TripodConfiguration<K, V>> otherwise) {
        return definitions.stream()
                .filter(definition -> definition.name().equals(name))
                .map(definition -> (CompleteConfiguration<K, V>) definition.configuration())
                .findFirst()
                .orElseGet(otherwise);
    }

    @PreDestroy
    void close() {
        provider.close();
        shared.ifPresent(SharedBackings::close);
    }
}
