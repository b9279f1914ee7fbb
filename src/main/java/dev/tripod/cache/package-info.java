/**
 * The JSR-107 provider and its CDI facade. Way in: {@code @Inject @CacheName("...") Cache<K, V>}, or {@code
 * dev.tripod.cache.TripodCachingProvider} for programs without CDI. A port of its own has two backings: a map
 * of objects and the key-value store.
 */
@NullMarked
package dev.tripod.cache;

import org.jspecify.annotations.NullMarked;
