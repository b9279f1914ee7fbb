package dev.tripod.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.broadcast.LocalBroadcasters;
import dev.tripod.config.Settings;
import dev.tripod.store.MemoryBudget;
import dev.tripod.store.UpstashStores;
import dev.tripod.testing.DocumentedPrices;
import dev.tripod.testing.upstash.UpstashServer;
import dev.tripod.upstash.Limits;
import dev.tripod.upstash.UpstashClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.configuration.Factory;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Operations of a shared cache cost as many commands as the documentation's table says for each expiry policy, counted
 * at the store.
 */
class CachePriceTableTest {
    private static final javax.cache.expiry.Duration HOUR = new javax.cache.expiry.Duration(TimeUnit.HOURS, 1);
    private static final Map<String, Factory<? extends ExpiryPolicy>> POLICIES = new LinkedHashMap<>();
    private static final Map<String, Consumer<Cache<String, String>>> OPERATIONS = new LinkedHashMap<>();
    private static final DocumentedPrices PRICES = new DocumentedPrices("### Caches");

    private static final UpstashServer SERVER = UpstashServer.start();
    private static final UpstashClient CLIENT = new UpstashClient(
            new Settings.Upstash(SERVER.uri(), SERVER.token()),
            InstantSource.system(),
            new Limits(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(20), 1 << 20, 10_000));

    static {
        POLICIES.put("Eternal", EternalExpiryPolicy.factoryOf());
        POLICIES.put("Modified", ModifiedExpiryPolicy.factoryOf(HOUR));
        POLICIES.put("Touched", TouchedExpiryPolicy.factoryOf(HOUR));
        POLICIES.put("Accessed", AccessedExpiryPolicy.factoryOf(HOUR));
        POLICIES.put("Created", CreatedExpiryPolicy.factoryOf(HOUR));
        OPERATIONS.put("get", cache -> cache.get("there"));
        OPERATIONS.put("put", cache -> cache.put("there", "new"));
        OPERATIONS.put("put, nothing there", cache -> cache.put("nowhere", "new"));
        OPERATIONS.put("putIfAbsent, nothing there", cache -> cache.putIfAbsent("nowhere", "new"));
        OPERATIONS.put("putIfAbsent, something there", cache -> cache.putIfAbsent("there", "new"));
        OPERATIONS.put("getAndPut", cache -> cache.getAndPut("there", "new"));
        OPERATIONS.put("getAndRemove", cache -> cache.getAndRemove("there"));
        OPERATIONS.put("remove(k)", cache -> cache.remove("there"));
        OPERATIONS.put("remove(k, old)", cache -> cache.remove("there", "old"));
        OPERATIONS.put("replace(k, new)", cache -> cache.replace("there", "new"));
        OPERATIONS.put("replace(k, old, new)", cache -> cache.replace("there", "old", "new"));
        OPERATIONS.put("containsKey", cache -> cache.containsKey("there"));
        OPERATIONS.put(
                "invoke that sets",
                cache -> cache.<Void>invoke("there", (entry, arguments) -> {
                    entry.setValue(entry.getValue() + "!");
                    return null;
                }));
    }

    @AfterAll
    static void stop() {
        CLIENT.close();
        SERVER.close();
    }

    @TestFactory
    Stream<DynamicTest> anOperationCostsWhatItsRowSays() {
        return OPERATIONS.keySet().stream()
                .map(operation -> DynamicTest.dynamicTest(
                        operation, () -> assertThat(pricesOf(operation)).isEqualTo(PRICES.rowOf(operation))));
    }

    @Test
    void theTableHasARowForEveryOperationAndNoMore() {
        assertThat(PRICES.operations()).containsExactlyInAnyOrderElementsOf(OPERATIONS.keySet());
    }

    private static List<Integer> pricesOf(String operation) {
        var prices = new ArrayList<Integer>();
        for (var policy : POLICIES.values()) {
            SERVER.redis().flushAll();
            var cache = cache(policy);
            cache.put("there", "old");
            var before = SERVER.commands();
            OPERATIONS.get(operation).accept(cache);
            prices.add((int) SERVER.commands().since(before).total());
        }
        return prices;
    }

    private static Cache<String, String> cache(Factory<? extends ExpiryPolicy> policy) {
        var clock = InstantSource.system();
        var shared = new SharedBackings(
                UpstashStores.at(CLIENT),
                LocalBroadcasters.with(clock),
                "test:",
                clock,
                new MemoryBudget(1 << 20),
                new WriteBack(() -> true));
        return new TripodCachingProvider(new MemoryBudget(1 << 20), clock, Optional.of(shared))
                .getCacheManager()
                .createCache(
                        "words",
                        new TripodConfiguration<String, String>()
                                .setTypes(String.class, String.class)
                                .setExpiryPolicyFactory(policy));
    }
}
