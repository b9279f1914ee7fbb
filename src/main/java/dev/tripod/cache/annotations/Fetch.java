package dev.tripod.cache.annotations;

import dev.tripod.store.StoreException;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.cache.Cache;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheResolver;
import javax.cache.annotation.CacheResult;
import org.jspecify.annotations.Nullable;

/**
 * Gives what the cache has, else runs the method and keeps its result; a result that is null is not kept. Failures are
 * kept where the annotation names a cache for them. While the shared store is away the method runs as if nothing were
 * cached.
 *
 * @param failures finds the cache of failures, where there is one
 */
record Fetch(Site<CacheResult> site, CacheKeyGenerator keys, Optional<CacheResolver> failures) implements Operation {
    private static final System.Logger LOG = System.getLogger(Fetch.class.getName());

    @Override
    public @Nullable Object around(Object target, @Nullable Object[] arguments, Callable<@Nullable Object> method)
            throws Exception {
        var invocation = site.invocation(target, arguments);
        var key = keys.generateCacheKey(invocation);
        var results = site.cache(invocation);
        Optional<Cache<Object, Object>> failed = failures.map(resolver -> resolver.resolveCache(invocation));
        if (!site.details().annotation().skipGet()) {
            var known = get(results, key);
            if (known != null) {
                return known;
            }
            throwKnown(failed.map(cache -> get(cache, key)));
        }
        var result = called(method, key, failed);
        if (result != null) {
            put(results, key, result);
        }
        return result;
    }

    private static @Nullable Object get(Cache<Object, Object> cache, Object key) {
        try {
            return cache.get(key);
        } catch (StoreException e) {
            ensureAway(e);
            return null;
        }
    }

    private static void put(Cache<Object, Object> cache, Object key, Object value) {
        try {
            cache.put(key, value);
        } catch (StoreException e) {
            ensureAway(e);
        }
    }

    private static void ensureAway(StoreException failure) {
        if (!failure.isAway()) {
            throw failure;
        }
    }

    private static void throwKnown(Optional<Object> failure) throws Exception {
        if (failure.isPresent() && failure.get() instanceof Exception known) {
            throw known;
        }
        if (failure.isPresent() && failure.get() instanceof Error known) {
            throw known;
        }
    }

    private @Nullable Object called(
            Callable<@Nullable Object> method, Object key, Optional<Cache<Object, Object>> failed) throws Exception {
        try {
            return method.call();
        } catch (Exception | Error e) {
            var said = site.details().annotation();
            if (ExceptionRule.of(said.cachedExceptions(), said.nonCachedExceptions(), true)
                    .counts(e)) {
                failed.ifPresent(cache -> keep(cache, key, e));
            }
            throw e;
        }
    }

    /** What the caller hears is the failure of the method, whether or not it could be kept. */
    private static void keep(Cache<Object, Object> cache, Object key, Throwable failure) {
        try {
            cache.put(key, failure);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "A failure of a cached method was not kept: {0}", e.getMessage());
        }
    }
}
