package dev.tripod.cache.annotations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Qualifier;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import org.jspecify.annotations.Nullable;

/** A bean whose methods tell how often they ran. */
@Shop.Main
@ApplicationScoped
@CacheDefaults(cacheName = "prices")
public class Shop {
    /** Marks the shop that is no branch. */
    @Qualifier
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Main {
        /** The annotation itself. */
        final class Literal extends AnnotationLiteral<Main> implements Main {
            private static final long serialVersionUID = 1;
        }
    }

    /** Another shop, with a cache of its own. */
    @ApplicationScoped
    @CacheResult
    @CacheDefaults(cacheName = "branch-prices")
    public static class Branch extends Shop {
        /** Cached by the class's annotation. */
        public String cups(int number, String[] of) {
            return Arrays.toString(of) + number + "-" + runs.incrementAndGet();
        }
    }

    final AtomicInteger runs = new AtomicInteger();

    public int runs() {
        return runs.get();
    }

    public void reset() {
        runs.set(0);
    }

    @CacheResult
    public String price(String of) {
        return of + " costs " + runs.incrementAndGet();
    }

    @CacheResult(skipGet = true)
    public String freshPrice(String of) {
        return of + " costs " + runs.incrementAndGet();
    }

    @CacheResult
    public String priceFor(@CacheKey String of, String caller) {
        return of + " costs " + runs.incrementAndGet() + " for " + caller;
    }

    @CacheResult
    public @Nullable String nothing(String of) {
        runs.incrementAndGet();
        return null;
    }

    @CacheResult(cacheName = "totals")
    public int total(List<String> items, int... discounts) {
        return items.size() * 100 + runs.incrementAndGet();
    }

    @CachePut
    public void setPrice(String of, @Nullable @CacheValue String price) {}

    @CachePut(afterInvocation = false)
    public void setPriceFirst(String of, @CacheValue String price) {
        throw new IllegalStateException();
    }

    @CachePut(cacheFor = IOException.class)
    public void setPriceDespite(@CacheKey String of, @CacheValue String price, Exception failure) throws Exception {
        throw failure;
    }

    @CacheRemove(noEvictFor = IllegalArgumentException.class)
    public void forget(@CacheKey String of, @Nullable RuntimeException failure) {
        if (failure != null) {
            throw failure;
        }
    }

    @CacheRemoveAll
    public void forgetAll() {}

    @CacheResult(
            cacheName = "stock",
            exceptionCacheName = "stock-failures",
            nonCachedExceptions = IllegalArgumentException.class)
    public String stock(@CacheKey String of, RuntimeException failure) {
        runs.incrementAndGet();
        throw failure;
    }

    @CacheResult
    @CacheRemoveAll(cacheName = "totals")
    public String priceAndNoTotals(String of) {
        return price(of);
    }

    @CacheResult(cacheName = "own", cacheKeyGenerator = LoudKeys.class, cacheResolverFactory = OwnCache.class)
    public String own(String of) {
        return of + runs.incrementAndGet();
    }
}
