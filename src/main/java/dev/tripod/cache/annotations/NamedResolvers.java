package dev.tripod.cache.annotations;

import dev.tripod.cache.NamedCaches;
import dev.tripod.cache.TripodConfiguration;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.annotation.Annotation;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.annotation.CacheInvocationContext;
import javax.cache.annotation.CacheMethodDetails;
import javax.cache.annotation.CacheResolver;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;

/**
 * Finds the application's caches by the names that annotations give them. One that nobody has defined is made for the
 * types in the signatures of its methods.
 */
@Singleton
@Typed(NamedResolvers.class)
final class NamedResolvers implements CacheResolverFactory {
    /** What failures consist of; those of an application are named where they are thrown. */
    private static final Class<?>[] FAILURES = {
        Throwable.class,
        Exception.class,
        RuntimeException.class,
        IllegalArgumentException.class,
        IllegalStateException.class,
        StackTraceElement.class
    };

    private final NamedCaches caches;
    private final CacheAnnotations annotations;

    @Inject
    NamedResolvers(NamedCaches caches, CacheAnnotations annotations) {
        this.caches = caches;
        this.annotations = annotations;
    }

    @Override
    public CacheResolver getCacheResolver(CacheMethodDetails<? extends Annotation> details) {
        var name = details.getCacheName();
        return new Named(caches.named(
                name, () -> configuration().allow(annotations.types(name).toArray(Class<?>[]::new))));
    }

    @Override
    public CacheResolver getExceptionCacheResolver(CacheMethodDetails<CacheResult> details) {
        var said = details.getCacheAnnotation();
        var thrown = Stream.of(
                        details.getMethod().getExceptionTypes(),
                        said.cachedExceptions(),
                        details.getMethod().getParameterTypes())
                .flatMap(Stream::of)
                .toArray(Class<?>[]::new);
        return new Named(caches.named(
                said.exceptionCacheName(), () -> configuration().allow(FAILURES).allow(thrown)));
    }

    private static TripodConfiguration<Object, Object> configuration() {
        return new TripodConfiguration<Object, Object>().allow(MethodKey.class);
    }

    private record Named(Cache<Object, Object> cache) implements CacheResolver {
        @Override
        @SuppressWarnings("unchecked") // keys and values are what the methods of this name take and give
        public <K, V> Cache<K, V> resolveCache(CacheInvocationContext<? extends Annotation> context) {
            return (Cache<K, V>) cache;
        }
    }
}
