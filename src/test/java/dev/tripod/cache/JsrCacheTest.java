package dev.tripod.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tripod.store.MemoryBudget;
import dev.tripod.store.StoreException;
import dev.tripod.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JsrCacheTest {
    private static final javax.cache.expiry.Duration MINUTE = javax.cache.expiry.Duration.ONE_MINUTE;
    private static final Duration SECOND = Duration.ofSeconds(1);

    record Point(int x, String name) {}

    private final ManualClock clock = new ManualClock();
    private final MemoryBudget budget = new MemoryBudget(1 << 20);
    private final TripodCachingProvider provider = new TripodCachingProvider(budget, clock);

    @AfterEach
    void close() {
        provider.close();
    }

    private <K, V> Cache<K, V> cache(TripodConfiguration<K, V> configuration) {
        return provider.getCacheManager().createCache("test", configuration);
    }

    private Cache<String, String> cache() {
        return cache(new TripodConfiguration<String, String>());
    }

    @Test
    void answersWhatWasPut() {
        var cache = cache();
        cache.put("a", "1");
        assertThat(cache.get("a")).isEqualTo("1");
        assertThat(cache.get("b")).isNull();
    }

    @Test
    void putsOnlyWhereNothingIs() {
        var cache = cache();
        assertThat(cache.putIfAbsent("a", "1")).isTrue();
        assertThat(cache.putIfAbsent("a", "2")).isFalse();
        assertThat(cache.get("a")).isEqualTo("1");
    }

    @Test
    void replacesAndRemovesOnlyTheExpectedValue() {
        var cache = cache();
        cache.put("a", "1");
        assertThat(cache.replace("a", "0", "2")).isFalse();
        assertThat(cache.replace("a", "1", "2")).isTrue();
        assertThat(cache.remove("a", "1")).isFalse();
        assertThat(cache.remove("a", "2")).isTrue();
        assertThat(cache.containsKey("a")).isFalse();
    }

    @Test
    void forgetsAnEntryWhenItsTimeIsUp() {
        var cache = cache(new TripodConfiguration<String, String>()
                .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(MINUTE)));
        cache.put("a", "1");
        clock.advance(Duration.ofSeconds(59));
        assertThat(cache.get("a")).isEqualTo("1");
        clock.advance(SECOND);
        assertThat(cache.get("a")).isNull();
    }

    @Test
    void livesLongerWhenItIsUsed() {
        var cache = cache(new TripodConfiguration<String, String>()
                .setExpiryPolicyFactory(AccessedExpiryPolicy.factoryOf(MINUTE)));
        cache.put("a", "1");
        clock.advance(Duration.ofSeconds(50));
        assertThat(cache.get("a")).isEqualTo("1");
        clock.advance(Duration.ofSeconds(50));
        assertThat(cache.get("a")).isEqualTo("1");
    }

    @Test
    @SuppressWarnings("unchecked")
    void keepsALifetimePerEntry() {
        TripodCache<String, String> cache = cache().unwrap(TripodCache.class);
        cache.put("a", "1", SECOND);
        cache.put("b", "1");
        clock.advance(SECOND);
        assertThat(cache.get("a")).isNull();
        assertThat(cache.get("b")).isEqualTo("1");
        assertThat(cache.putIfAbsent("a", "2", SECOND)).isTrue();
    }

    @Test
    @SuppressWarnings("unchecked")
    void letsAProcessorReadAndSetTheLifetime() {
        var cache = cache();
        cache.unwrap(TripodCache.class).put("a", "1", Duration.ofSeconds(9));
        clock.advance(Duration.ofSeconds(4));
        Duration left = cache.invoke("a", (entry, arguments) -> {
            LifetimeEntry<String, String> own = entry.unwrap(LifetimeEntry.class);
            own.setValue("2", own.lifetime().orElseThrow().minusSeconds(1));
            return own.lifetime().orElseThrow();
        });
        assertThat(left).isEqualTo(Duration.ofSeconds(5));
        clock.advance(Duration.ofSeconds(4));
        assertThat(cache.get("a")).isNull();
    }

    @Test
    @SuppressWarnings("unchecked")
    void replacesAnEntryByOneWithALifetime() {
        TripodCache<String, String> cache = cache().unwrap(TripodCache.class);

        assertThat(cache.getAndPut("a", "1", SECOND)).isNull();
        assertThat(cache.getAndPut("a", "2", SECOND)).isEqualTo("1");
        clock.advance(SECOND);
        assertThat(cache.get("a")).isNull();
    }

    @Test
    void losesNoIncrementOfManyThreads() throws Exception {
        var cache = cache(new TripodConfiguration<String, Integer>());
        cache.put("n", 0);
        var done = new CountDownLatch(4);
        for (var thread = 0; thread < 4; thread++) {
            new Thread(() -> {
                        for (var i = 0; i < 500; i++) {
                            cache.invoke("n", (entry, arguments) -> {
                                entry.setValue(entry.getValue() + 1);
                                return true;
                            });
                        }
                        done.countDown();
                    })
                    .start();
        }
        done.await();
        assertThat(cache.get("n")).isEqualTo(2_000);
    }

    @Test
    void protectsItsValuesFromLaterChanges() {
        var cache = cache(new TripodConfiguration<String, StringBuilder>());
        var text = new StringBuilder("one");
        cache.put("a", text);
        text.append(" and more");
        cache.get("a").append(" and other");
        assertThat(cache.get("a")).hasToString("one");
    }

    @Test
    void copiesNoRecordThatCannotChange() {
        var cache = cache(new TripodConfiguration<String, Point>());
        var point = new Point(1, "one");
        cache.put("a", point);
        assertThat(cache.get("a")).isSameAs(point);
    }

    @Test
    void evictsWhatWasUsedLeastRecently() {
        var cache = cache(new TripodConfiguration<Integer, String>());
        var text = "x".repeat(1_000);
        for (var i = 0; i < 2_000; i++) {
            cache.put(i, text);
            assertThat(cache.get(0)).as("used all the time, after %s", i).isNotNull();
        }
        assertThat(budget.used()).isBetween(budget.limit() / 2, budget.limit());
    }

    @Test
    void takesNothingThatIsTooLarge() {
        var cache = cache(new TripodConfiguration<Integer, String>());
        cache.put(1, "one");
        assertThatThrownBy(() -> cache.put(2, "x".repeat(1 << 20))).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> cache.put(1, "x".repeat(1 << 20))).isInstanceOf(StoreException.class);
        assertThat(cache.get(1)).isEqualTo("one");
        assertThat(budget.used()).isLessThan(1_000);
    }

    @Test
    void holdsRecordsAndWhatMayChangeSideBySide() {
        var cache = cache(new TripodConfiguration<Object, Object>());
        var text = new StringBuilder("one");
        cache.put("a", new Point(1, "one"));
        cache.put("b", text);
        cache.put(new ArrayList<>(List.of("c")), 1);
        text.append(" and more");
        assertThat(cache.get("b")).hasToString("one");
        assertThat(cache.get("a")).isEqualTo(new Point(1, "one"));
        assertThat(cache.get(new ArrayList<>(List.of("c")))).isEqualTo(1);
    }

    @Test
    void refusesRatherThanEvictsWhereThatIsAsked() {
        var cache = cache(new TripodConfiguration<Integer, String>().setWhenFull(TripodConfiguration.WhenFull.REFUSE));
        var text = "x".repeat(100_000);
        assertThatThrownBy(() -> {
                    for (var i = 0; i < 100; i++) {
                        cache.put(i, text);
                    }
                })
                .isInstanceOf(StoreException.class);
        assertThat(cache.get(0)).isEqualTo(text);
    }

    @Test
    void givesMemoryBackForWhatExpiredUnread() {
        var cache = cache(new TripodConfiguration<Integer, String>()
                .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(MINUTE)));
        for (var i = 0; i < 500; i++) {
            cache.put(i, "x".repeat(500));
        }
        var full = budget.used();
        clock.advance(Duration.ofMinutes(2));
        for (var i = 1_000; i < 1_100; i++) {
            cache.put(i, "y");
        }
        assertThat(budget.used()).isLessThan(full / 4);
    }

    @Test
    void givesAllMemoryBackWhenItCloses() {
        var cache = cache();
        cache.put("a", "1");
        cache.close();
        assertThat(budget.used()).isZero();
        assertThatThrownBy(() -> cache.get("a")).isInstanceOf(IllegalStateException.class);
    }

    /** Writes down what it hears. */
    static final class Diary
            implements CacheEntryCreatedListener<String, String>,
                    CacheEntryUpdatedListener<String, String>,
                    CacheEntryRemovedListener<String, String>,
                    CacheEntryExpiredListener<String, String> {
        final List<String> lines = new ArrayList<>();

        @Override
        public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
            note(events);
        }

        @Override
        public void onUpdated(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
            note(events);
        }

        @Override
        public void onRemoved(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
            note(events);
        }

        @Override
        public void onExpired(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
            note(events);
        }

        private void note(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
            events.forEach(event -> lines.add(event.getEventType() + " " + event.getKey()));
        }
    }

    @Test
    void tellsSynchronousListenersBeforeTheCallReturns() {
        var diary = new Diary();
        var cache = cache(new TripodConfiguration<String, String>()
                .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(MINUTE)));
        cache.registerCacheEntryListener(new MutableCacheEntryListenerConfiguration<>(
                new FactoryBuilder.SingletonFactory<>(diary), null, false, true));
        cache.put("a", "1");
        cache.put("a", "2");
        cache.remove("a");
        cache.put("b", "1");
        clock.advance(Duration.ofMinutes(1));
        cache.get("b");
        assertThat(diary.lines).containsExactly("CREATED a", "UPDATED a", "REMOVED a", "CREATED b", "EXPIRED b");
    }
}
