package dev.tripod.cache.annotations;

import dev.tripod.cache.TripodCachingProvider;
import dev.tripod.store.MemoryBudget;
import java.lang.annotation.Annotation;
import java.time.InstantSource;
import javax.cache.Cache;
import javax.cache.annotation.CacheInvocationContext;
import javax.cache.annotation.CacheMethodDetails;
import javax.cache.annotation.CacheResolver;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;
import javax.cache.configuration.MutableConfiguration;

/** Finds a cache that is none of the application's. */
final class OwnCache implements CacheResolverFactory {
    static final Cache<Object, Object> CACHE = new TripodCachingProvider(
                    new MemoryBudget(1 << 20), InstantSource.system())
            .getCacheManager()
            .createCache("a test's own", new MutableConfiguration<>());

    private record Fixed() implements CacheResolver {
        @Override
        @SuppressWarnings("unchecked")
        public <K, V> Cache<K, V> resolveCache(CacheInvocationContext<? extends Annotation> context) {
            return (Cache<K, V>) CACHE;
        }
    }

    @Override
    public CacheResolver getCacheResolver(CacheMethodDetails<? extends Annotation> details) {
        return new Fixed();
    }

    @Override
    public CacheResolver getExceptionCacheResolver(CacheMethodDetails<CacheResult> details) {
        return new Fixed();
    }
}
