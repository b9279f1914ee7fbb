package dev.tripod.cache.annotations;

import java.lang.annotation.Annotation;
import javax.cache.Cache;
import javax.cache.annotation.CacheInvocationContext;
import javax.cache.annotation.CacheResolver;
import org.jspecify.annotations.Nullable;

/** A method with one of its annotations, and who finds the cache. */
record Site<A extends Annotation>(MethodDetails<A> details, CacheResolver resolver) {
    Invocation<A> invocation(Object target, @Nullable Object[] arguments) {
        return new Invocation<>(details, target, arguments);
    }

    Cache<Object, Object> cache(CacheInvocationContext<?> invocation) {
        return resolver.resolveCache(invocation);
    }
}
