package dev.tripod.cache.annotations;

import java.lang.annotation.Annotation;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;

/** What the four annotations have in common; the interfaces themselves stand for "not said". */
record Attributes(
        String cacheName,
        Class<? extends CacheResolverFactory> resolverFactory,
        Class<? extends CacheKeyGenerator> keyGenerator) {
    static Attributes of(Annotation annotation) {
        if (annotation instanceof CacheResult result) {
            return new Attributes(result.cacheName(), result.cacheResolverFactory(), result.cacheKeyGenerator());
        }
        if (annotation instanceof CachePut put) {
            return new Attributes(put.cacheName(), put.cacheResolverFactory(), put.cacheKeyGenerator());
        }
        if (annotation instanceof CacheRemove remove) {
            return new Attributes(remove.cacheName(), remove.cacheResolverFactory(), remove.cacheKeyGenerator());
        }
        if (annotation instanceof CacheRemoveAll all) {
            return new Attributes(all.cacheName(), all.cacheResolverFactory(), CacheKeyGenerator.class);
        }
        throw new IllegalArgumentException(annotation + " is no annotation of a cached method");
    }
}
