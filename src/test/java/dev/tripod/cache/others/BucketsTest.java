package dev.tripod.cache.others;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.cache.TripodConfiguration;
import dev.tripod.testing.upstash.UpstashServer;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.grid.jcache.Bucket4jJCache;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Buckets of Bucket4j, which lives from entry processors being atomic. */
class BucketsTest {
    private static final int TOKENS = 100;
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
    void twoInstancesTakeExactlyTheTokensThereAre(CachePlace place) throws Exception {
        var here = place.manager(server);
        var there = place == CachePlace.UPSTASH ? place.manager(server) : here;
        var takers = new ArrayList<Callable<Integer>>();
        for (var manager : List.of(here, there)) {
            var bucket = bucket(buckets(manager));
            takers.add(() -> takeAll(bucket));
            takers.add(() -> takeAll(bucket));
        }
        var threads = Executors.newFixedThreadPool(takers.size());
        var taken = 0;
        for (var taker : threads.invokeAll(takers)) {
            taken += taker.get();
        }
        threads.shutdown();
        here.getCachingProvider().close();
        there.getCachingProvider().close();

        assertThat(taken).isEqualTo(TOKENS);
    }

    private static Cache<String, byte[]> buckets(CacheManager manager) {
        Cache<String, byte[]> existing = manager.getCache("buckets");
        return existing != null
                ? existing
                : manager.createCache(
                        "buckets", new TripodConfiguration<String, byte[]>().setTypes(String.class, byte[].class));
    }

    private static Bucket bucket(Cache<String, byte[]> cache) {
        return Bucket4jJCache.entryProcessorBasedBuilder(cache)
                .build()
                .builder()
                .build("caller", () -> BucketConfiguration.builder()
                        .addLimit(limit -> limit.capacity(TOKENS).refillIntervally(1, Duration.ofDays(1)))
                        .build());
    }

    private static int takeAll(Bucket bucket) {
        var taken = 0;
        while (bucket.tryConsume(1)) {
            taken++;
        }
        return taken;
    }
}
