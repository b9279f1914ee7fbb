package dev.tripod.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tripod.testing.upstash.UpstashServer;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What caches in the shared store cost, and that two managers agree there. */
class CachePricesTest {
    private static UpstashServer server;

    private final TripodCachingProvider provider = new TripodCachingProvider();
    private final TripodCachingProvider other = new TripodCachingProvider();
    private final CacheManager here = manager(provider);
    private final CacheManager there = manager(other);

    @BeforeAll
    static void start() {
        server = UpstashServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void close() {
        provider.close();
        other.close();
        server.reset();
    }

    private static CacheManager manager(TripodCachingProvider provider) {
        var properties = new Properties();
        properties.setProperty("upstash.url", server.uri().toString());
        properties.setProperty("upstash.token", server.token());
        return provider.getCacheManager(null, null, properties);
    }

    private static MutableConfiguration<String, Integer> numbers() {
        return new MutableConfiguration<String, Integer>().setTypes(String.class, Integer.class);
    }

    private static void costs(int commands, Runnable operation) {
        var before = server.commands();
        operation.run();
        var spent = server.commands().since(before);
        assertThat(spent.total()).as(spent.toString()).isEqualTo(commands);
    }

    static Stream<Arguments> policies() {
        return Stream.of(
                Arguments.of("eternal", EternalExpiryPolicy.factoryOf(), 1),
                Arguments.of("modified", ModifiedExpiryPolicy.factoryOf(Duration.ONE_HOUR), 1),
                Arguments.of("touched", TouchedExpiryPolicy.factoryOf(Duration.ONE_HOUR), 1),
                Arguments.of("accessed", AccessedExpiryPolicy.factoryOf(Duration.ONE_HOUR), 2),
                Arguments.of("created", CreatedExpiryPolicy.factoryOf(Duration.ONE_HOUR), 2));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("policies")
    void eachOperationCostsOneCommand(String name, Factory<ExpiryPolicy> policy, int put) {
        var cache = here.createCache("numbers", numbers().setExpiryPolicyFactory(policy));
        costs(put, () -> cache.put("a", 1));
        costs(1, () -> assertThat(cache.get("a")).isEqualTo(1));
        costs(1, () -> assertThat(cache.replace("a", 1, 2)).isTrue());
        costs(1, () -> assertThat(cache.getAndReplace("a", 3)).isEqualTo(2));
        costs(put, () -> assertThat(cache.getAndPut("a", 4)).isEqualTo(3));
        costs(1, () -> assertThat(cache.remove("a", 4)).isTrue());
        costs(1, () -> assertThat(cache.getAndReplace("a", 5)).isNull());
        costs(1, () -> assertThat(cache.putIfAbsent("a", 6)).isTrue());
        costs(1, () -> assertThat(cache.getAndRemove("a")).isEqualTo(6));
    }

    @Test
    void anUnexpectedValueCostsOneCommandToo() {
        var cache = here.createCache("numbers", numbers());
        cache.put("a", 1);
        costs(1, () -> assertThat(cache.replace("a", 2, 3)).isFalse());
        costs(1, () -> assertThat(cache.remove("a", 2)).isFalse());
        costs(1, () -> assertThat(cache.putIfAbsent("b", 1)).isTrue());
        assertThat(cache.get("a")).isEqualTo(1);
    }

    @Test
    void manyEntriesTravelInOneRequest() {
        var cache = here.createCache("numbers", numbers());
        var entries = new HashMap<String, Integer>();
        for (var i = 0; i < 100; i++) {
            entries.put("key " + i, i);
        }
        var before = server.requests().size();
        costs(100, () -> cache.putAll(entries));
        costs(1, () -> assertThat(cache.getAll(entries.keySet())).isEqualTo(entries));
        costs(1, () -> cache.removeAll(Set.of("key 1", "key 2", "none")));
        assertThat(server.requests().size() - before).isEqualTo(3);
        assertThat(cache.getAll(Set.of("key 1", "key 3"))).isEqualTo(Map.of("key 3", 3));
    }

    @Test
    void anIterationCostsTwoCommandsPerHundreds() {
        var cache = here.createCache("numbers", numbers());
        for (var i = 0; i < 50; i++) {
            cache.put("key " + i, i);
        }
        costs(2, () -> assertThat(cache).hasSize(50));
        costs(2, () -> cache.removeAll());
        assertThat(cache).isEmpty();
    }

    @Test
    void keepsEveryIncrementOfTwoManagers() throws Exception {
        var caches = List.of(here.createCache("counts", numbers()), there.createCache("counts", numbers()));
        var threads = new ArrayList<Thread>();
        for (var i = 0; i < 4; i++) {
            var cache = caches.get(i % 2);
            threads.add(new Thread(() -> increment(cache)));
        }
        threads.forEach(Thread::start);
        for (var thread : threads) {
            thread.join();
        }
        assertThat(caches.get(0).get("n")).isEqualTo(2_000);
    }

    private static void increment(Cache<String, Integer> cache) {
        for (var i = 0; i < 500; i++) {
            cache.<Void>invoke("n", (entry, arguments) -> {
                entry.setValue(entry.exists() ? entry.getValue() + 1 : 1);
                return null;
            });
        }
    }

    @Test
    void managersOfOtherNamesHaveCachesOfTheirOwn() {
        var named = provider.getCacheManager(URI.create("orders"), null, here.getProperties());
        var mine = named.createCache("numbers", numbers());
        var theirs = here.createCache("numbers", numbers());

        mine.put("a", 1);

        assertThat(theirs.get("a")).isNull();
        theirs.clear();
        assertThat(mine.get("a")).isEqualTo(1);
    }

    @Test
    void destroyingACacheEmptiesItForAllAndClosingForNone() {
        here.createCache("numbers", numbers()).put("a", 1);
        here.getCache("numbers").close();
        var cache = there.createCache("numbers", numbers());
        assertThat(cache.get("a")).isEqualTo(1);

        there.destroyCache("numbers");

        assertThat(here.createCache("numbers", numbers()).get("a")).isNull();
    }

    @Test
    void noCacheReachesIntoOneWhoseNameBeginsLikeItsOwn() {
        var colons = here.createCache("a:b", numbers());
        var plain = here.createCache("a", numbers());
        colons.put("c", 1);

        plain.clear();

        assertThat(plain.get("b:c")).isNull();
        assertThat(colons.get("c")).isEqualTo(1);
    }

    @Test
    void closingOneManagerLeavesTheOthersTheirConnection() {
        var second = provider.getCacheManager(URI.create("orders"), null, here.getProperties());
        var cache = here.createCache("numbers", numbers());
        second.createCache("numbers", numbers()).put("a", 1);

        second.close();
        cache.put("a", 2);
        provider.close();

        assertThat(manager(provider).createCache("numbers", numbers()).get("a")).isEqualTo(2);
    }

    @Test
    void aTokenGoesToNoOtherStoreThanItsOwn() {
        var address = new Properties();
        address.setProperty("upstash.url", "https://elsewhere.example");
        assertThatThrownBy(() -> provider.getCacheManager(
                        null, getClass().getClassLoader().getParent(), address))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("upstash.token");
    }
}
