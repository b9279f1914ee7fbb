package dev.tripod.cache.annotations;

import java.util.concurrent.Callable;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheKeyInvocationContext;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import org.jspecify.annotations.Nullable;

/**
 * Changes a cache before a method runs, or afterwards when it returned or failed in a way that counts.
 *
 * @param before whether the change comes first
 * @param despite the failures after which it comes all the same
 */
record Change(Site<?> site, boolean before, ExceptionRule despite, Step step) implements Operation {
    /** The change itself. */
    interface Step {
        void run(Cache<Object, Object> cache, CacheKeyInvocationContext<?> invocation);
    }

    static Change put(Site<CachePut> site, CacheKeyGenerator keys) {
        var said = site.details().annotation();
        return new Change(
                site,
                !said.afterInvocation(),
                ExceptionRule.of(said.cacheFor(), said.noCacheFor(), false),
                (cache, invocation) -> put(cache, invocation, keys));
    }

    /** There is no entry without a value: null takes away the one that is no longer true. */
    private static void put(
            Cache<Object, Object> cache, CacheKeyInvocationContext<?> invocation, CacheKeyGenerator keys) {
        var parameter = invocation.getValueParameter();
        if (parameter == null) {
            throw new CacheException("No parameter of " + invocation.getMethod() + " is marked as @CacheValue");
        }
        var key = keys.generateCacheKey(invocation);
        var value = parameter.getValue();
        if (value == null) {
            cache.remove(key);
        } else {
            cache.put(key, value);
        }
    }

    static Change remove(Site<CacheRemove> site, CacheKeyGenerator keys) {
        var said = site.details().annotation();
        return new Change(
                site,
                !said.afterInvocation(),
                ExceptionRule.of(said.evictFor(), said.noEvictFor(), false),
                (cache, invocation) -> cache.remove(keys.generateCacheKey(invocation)));
    }

    static Change removeAll(Site<CacheRemoveAll> site) {
        var said = site.details().annotation();
        return new Change(
                site,
                !said.afterInvocation(),
                ExceptionRule.of(said.evictFor(), said.noEvictFor(), false),
                (cache, invocation) -> cache.removeAll());
    }

    @Override
    public @Nullable Object around(Object target, @Nullable Object[] arguments, Callable<@Nullable Object> method)
            throws Exception {
        var invocation = site.invocation(target, arguments);
        if (before) {
            run(invocation);
            return method.call();
        }
        var result = called(method, invocation);
        run(invocation);
        return result;
    }

    private @Nullable Object called(Callable<@Nullable Object> method, CacheKeyInvocationContext<?> invocation)
            throws Exception {
        try {
            return method.call();
        } catch (Exception | Error e) {
            if (despite.counts(e)) {
                run(invocation);
            }
            throw e;
        }
    }

    private void run(CacheKeyInvocationContext<?> invocation) {
        step.run(site.cache(invocation), invocation);
    }
}
