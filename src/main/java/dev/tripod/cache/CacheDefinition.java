package dev.tripod.cache;

import javax.cache.configuration.CompleteConfiguration;

/**
 * A bean that says how the cache of a name is made; the facade creates the cache at its first injection.
 *
 * @param name what {@link CacheName} says
 */
public record CacheDefinition(String name, CompleteConfiguration<?, ?> configuration) {}
