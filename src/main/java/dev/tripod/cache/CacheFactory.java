package dev.tripod.cache;

import dev.tripod.store.MemoryBudget;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.cache.configuration.Factory;
import org.jspecify.annotations.Nullable;

/**
 * Puts a cache together from its configuration. What all caches share comes in by the constructor.
 *
 * @param types patterns of classes that caches may hold in a store beside their declared types
 */
record CacheFactory(
        MemoryBudget budget,
        InstantSource clock,
        Executor executor,
        Optional<SharedBackings> shared,
        List<String> types) {
    <K, V> JsrCache<K, V> make(String name, TripodCacheManager manager, TripodConfiguration<K, V> configuration) {
        var listeners = new Listeners<K, V>(executor);
        var place = place(name, manager, configuration);
        var parts = new CacheParts<K, V>(
                place.backing(),
                place.keys(),
                place.values(),
                new Lifetimes(configuration.getExpiryPolicyFactory().create()),
                listeners,
                place.others(),
                new Statistics(),
                new CacheParts.Storage<>(
                        create(configuration.getCacheLoaderFactory()),
                        configuration.isWriteThrough() ? create(configuration.getCacheWriterFactory()) : null,
                        configuration.isReadThrough()),
                clock);
        configuration.getCacheEntryListenerConfigurations().forEach(listeners::add);
        return new JsrCache<>(name, manager, configuration, parts, executor);
    }

    /** Where a cache's entries are, the forms that keys and values have there, and how others hear of changes. */
    private record Home<K, V>(
            Backing backing, Keeper<K> keys, Keeper<V> values, Optional<ChangeBroadcast<K, V>> others) {}

    private <K, V> Home<K, V> place(String name, TripodCacheManager manager, TripodConfiguration<K, V> configuration) {
        return shared.filter(backings -> configuration.shared())
                .map(backings -> inStore(backings, name, manager, configuration))
                .orElseGet(() -> inProcess(manager, configuration));
    }

    @SuppressWarnings("unchecked") // the codec of keys takes all that the cache does
    private <K, V> Home<K, V> inStore(
            SharedBackings backings, String name, TripodCacheManager manager, TripodConfiguration<K, V> configuration) {
        if (!configuration.isStoreByValue()) {
            throw new UnsupportedOperationException("A store that instances share keeps no references");
        }
        var codecs = new Codecs(manager.getClassLoader(), types);
        var keyCodec = codecs.forKeys(configuration);
        var names = new KeyText(keyCodec);
        var keys = Keeper.ofObjects(false, (Codec<K>) keyCodec);
        var values = Keeper.ofBytes(codecs.forValues(configuration));
        var scoped = PlaceSettings.scoped(name, manager.getURI());
        return new Home<>(
                backings.make(scoped, names, configuration, values),
                keys,
                values,
                configuration.listenersHearOthers()
                        ? Optional.of(backings.broadcast(scoped, names, keys, values))
                        : Optional.empty());
    }

    private <K, V> Home<K, V> inProcess(TripodCacheManager manager, TripodConfiguration<K, V> configuration) {
        var byReference = !configuration.isStoreByValue();
        return new Home<>(
                new LocalBacking(budget, configuration.whenFull(), clock),
                Keeper.ofObjects(byReference, copies(manager)),
                Keeper.ofObjects(byReference, configuration.valueCodec().orElseGet(() -> copies(manager))),
                Optional.empty());
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
