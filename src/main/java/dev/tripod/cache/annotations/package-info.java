/**
 * The annotations of JSR-107 ({@code @CacheResult}, {@code @CachePut}, {@code @CacheRemove}, {@code @CacheRemoveAll})
 * on beans of CDI. Way in: those annotations; {@code CacheAnnotations} finds them and binds the one interceptor,
 * {@code CachedInterceptor}, which has {@code Operation}s run around the method. Caches come from {@code
 * dev.tripod.cache.NamedCaches}.
 */
@NullMarked
package dev.tripod.cache.annotations;

import org.jspecify.annotations.NullMarked;
