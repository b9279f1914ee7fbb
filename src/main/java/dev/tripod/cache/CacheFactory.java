package dev.tripod.cache;

import dev.tripod.store.MemoryBudget;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.cache.configuration.Factory;
import org.jspecify.annotations.Nullable;

/** Puts a cache together from its configuration. What all caches share comes in by the constructor. */
record CacheFactory(MemoryBudget budget, InstantSource clock, Executor executor, Optional<SharedBackings> shared) {
    private static final System.Logger LOG = System.getLogger(CacheFactory.class.getName());

    <K, V> JsrCache<K, V> make(String name, TripodCacheManager manager, TripodConfiguration<K, V> configuration) {
        var listeners = new Listeners<K, V>(executor);
        var place = place(name, manager, configuration);
        var parts = new CacheParts<K, V>(
                place.backing(),
                Keeper.ofObjects(!configuration.isStoreByValue(), copies(manager)),
                place.values(),
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

    /** Where a cache's entries are, and the form that their values have there. */
    private record Place<V>(Backing backing, Keeper<V> values) {}

    /** The shared store, if there is one and the values can be written down; else this instance. */
    private <K, V> Place<V> place(String name, TripodCacheManager manager, TripodConfiguration<K, V> configuration) {
        var codec = portable(configuration);
        var inStore = shared.filter(store -> configuration.shared());
        if (inStore.isPresent() && codec.isPresent()) {
            var names = new KeyText(new JavaCodec(manager.getClassLoader()));
            var values = Keeper.ofBytes(codec.get());
            return new Place<>(inStore.get().make(name, names, configuration, values), values);
        }
        if (inStore.isPresent()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The cache " + name + " is kept on this instance alone, since its values have no codec");
        }
        return new Place<>(
                new LocalBacking(budget, configuration.whenFull(), clock),
                Keeper.ofObjects(!configuration.isStoreByValue(), codec.orElseGet(() -> copies(manager))));
    }

    /** How values are written for other instances. */
    @SuppressWarnings("unchecked")
    private static <V> Optional<Codec<V>> portable(TripodConfiguration<?, V> configuration) {
        return configuration.getValueType() == String.class
                ? configuration.valueCodec().or(() -> Optional.of((Codec<V>) new TextCodec()))
                : configuration.valueCodec();
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
