package dev.tripod.cache;

import java.util.ArrayList;
import java.util.List;

/**
 * Chooses how keys and values of a cache are written into a store: as it was configured, else by the declared type.
 * Texts are UTF-8, what never changes is JSON, anything else is serialized behind a filter.
 *
 * @param loader finds classes that are named in the store
 * @param patterns classes that caches may hold beside their declared types
 */
record Codecs(ClassLoader loader, List<String> patterns) {
    @SuppressWarnings("unchecked") // each codec is chosen for the type that the configuration declares
    <V> Codec<V> forValues(TripodConfiguration<?, V> configuration) {
        var type = configuration.getValueType();
        return configuration.valueCodec().orElseGet(() -> {
            if (type == String.class) {
                return (Codec<V>) new TextCodec();
            }
            return Immutables.isImmutable(type)
                    ? new JsonCodec<>(type)
                    : (Codec<V>) serial(type, configuration.allowed());
        });
    }

    /** For keys that have no form of their own in {@link KeyText}. */
    @SuppressWarnings("unchecked")
    Codec<Object> forKeys(TripodConfiguration<?, ?> configuration) {
        var type = configuration.getKeyType();
        return type.isRecord() && Immutables.isImmutable(type)
                ? (Codec<Object>) new JsonCodec<>(type)
                : serial(type, configuration.allowed());
    }

    private Codec<Object> serial(Class<?> declared, List<Class<?>> more) {
        var all = new ArrayList<>(more);
        all.add(declared);
        return new SerialCodec(loader, new AllowedTypes(all, patterns));
    }
}
