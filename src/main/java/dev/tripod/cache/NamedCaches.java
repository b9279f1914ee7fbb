package dev.tripod.cache;

import java.util.function.Supplier;
import javax.cache.Cache;

/** The application's caches by name, each made at its first use. */
public interface NamedCaches {
    /** The cache of a name, made as its {@link CacheDefinition} says, else as the caller does. */
    <K, V> Cache<K, V> named(String name, Supplier<TripodConfiguration<K, V>> otherwise);
}
