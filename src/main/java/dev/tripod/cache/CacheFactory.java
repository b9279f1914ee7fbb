package dev.tripod.cache;

import dev.tripod.store.MemoryBudget;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import javax.cache.configuration.Factory;
import org.jspecify.annotations.Nullable;

/** Puts a cache together from its configuration. What all caches share comes in by the constructor. */
record CacheFactory(MemoryBudget budget, InstantSource clock, Executor executor) {

    <K, V> JsrCache<K, V> make(String name, TripodCacheManager manager, TripodConfiguration<K, V> configuration) {
        var listeners = new Listeners<K, V>(executor);
        var parts = new CacheParts<K, V>(
                new LocalBacking(budget, configuration.whenFull(), clock),
                new Keeper<>(!configuration.isStoreByValue(), copies(manager)),
                new Keeper<>(
                        !configuration.isStoreByValue(),
                        configuration.valueCodec().orElseGet(() -> copies(manager))),
                new Lifetimes(configuration.getExpiryPolicyFactory().create()),
                listeners,
                new Statistics(),
                new CacheParts.Storage<>(
                        create(configuration.getCacheLoaderFactory()),
                        configuration.isWriteThrough() ? create(configuration.getCacheWriterFactory()) : null,
                        configuration.isReadThrough()),
                clock);
        configuration.getCacheEntryListenerConfigurations().forEach(listeners::add);
        return new JsrCache<>(name, manager, configuration, parts, executor);
    }

    /** Copies inside this process; nothing that comes from elsewhere is ever read with it. */
    @SuppressWarnings("unchecked")
    private static <T> Codec<T> copies(TripodCacheManager manager) {
        return (Codec<T>) new JavaCodec(manager.getClassLoader());
    }

    private static <T> @Nullable T create(@Nullable Factory<T> factory) {
        return factory == null ? null : factory.create();
    }
}
