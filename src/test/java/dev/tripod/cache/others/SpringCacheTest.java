package dev.tripod.cache.others;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.cache.TripodConfiguration;
import dev.tripod.testing.upstash.UpstashServer;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.interceptor.SimpleKey;
import org.springframework.cache.jcache.JCacheCacheManager;
import org.springframework.cache.support.NullValue;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;

/** Spring's caching annotations. */
class SpringCacheTest {
    private static UpstashServer server;

    @BeforeAll
    static void start() {
        server = UpstashServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(CachePlace.class)
    void runsAMethodOncePerKeyAndKeepsNull(CachePlace place) {
        try (var spring = spring(place)) {
            var prices = spring.getBean(Prices.class);
            assertThat(prices.of("tea", 2)).isEqualTo(prices.of("tea", 2)).isNotEqualTo(prices.of("tea", 3));
            assertThat(prices.runs()).isEqualTo(2);

            assertThat(prices.nothing("milk")).isNull();
            assertThat(prices.nothing("milk")).isNull();
            assertThat(prices.runs()).isEqualTo(3);

            prices.forget();
            prices.of("tea", 2);
            assertThat(prices.runs()).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @EnumSource(CachePlace.class)
    void manyCallersOfASynchronizedMethodGetOneResult(CachePlace place) throws Exception {
        try (var spring = spring(place)) {
            var prices = spring.getBean(Prices.class);
            var threads = Executors.newFixedThreadPool(4);
            Callable<BigDecimal> call = () -> prices.synchronizedPrice("tea");
            var results = threads.invokeAll(Collections.nCopies(8, call));
            threads.shutdown();

            for (var result : results) {
                assertThat(result.get()).isEqualTo(prices.synchronizedPrice("tea"));
            }
        }
    }

    private static AnnotationConfigApplicationContext spring(CachePlace place) {
        var context = new AnnotationConfigApplicationContext();
        context.registerBean(JCacheCacheManager.class, () -> springManager(place));
        context.register(Caching.class, Prices.class);
        context.refresh();
        return context;
    }

    private static JCacheCacheManager springManager(CachePlace place) {
        var manager = place.manager(server);
        manager.createCache(
                "prices", new TripodConfiguration<Object, Object>().allow(SimpleKey.class, NullValue.class));
        return new JCacheCacheManager(manager);
    }

    /** Turns Spring's annotations on. */
    @Configuration(proxyBeanMethods = false)
    @EnableCaching
    static class Caching {}

    /** A bean of Spring's. */
    static class Prices {
        private final AtomicInteger runs = new AtomicInteger();

        @Cacheable("prices")
        public BigDecimal of(String name, int number) {
            return BigDecimal.valueOf(runs.incrementAndGet());
        }

        @Cacheable("prices")
        public BigDecimal nothing(String name) {
            runs.incrementAndGet();
            return null;
        }

        @Cacheable(cacheNames = "prices", sync = true)
        public BigDecimal synchronizedPrice(String name) {
            return BigDecimal.valueOf(runs.incrementAndGet());
        }

        @CacheEvict(cacheNames = "prices", allEntries = true)
        public void forget() {}

        public int runs() {
            return runs.get();
        }
    }
}
