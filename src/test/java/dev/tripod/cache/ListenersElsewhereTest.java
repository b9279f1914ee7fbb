package dev.tripod.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.upstash.UpstashServer;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Listeners of one manager that hear what another one changes. */
class ListenersElsewhereTest {
    private static UpstashServer server;

    private final TripodCachingProvider provider = new TripodCachingProvider();
    private final TripodCachingProvider other = new TripodCachingProvider();
    private final Cache<String, String> here = cache(provider, "words", copied());
    private final Cache<String, String> there = cache(other, "words", copied());

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

    private static Cache<String, String> cache(
            TripodCachingProvider provider, String name, TripodConfiguration<String, String> configuration) {
        var properties = new Properties();
        properties.setProperty("upstash.url", server.uri().toString());
        properties.setProperty("upstash.token", server.token());
        return provider.getCacheManager(null, null, properties).createCache(name, configuration);
    }

    private static TripodConfiguration<String, String> telling() {
        return new TripodConfiguration<String, String>()
                .setTypes(String.class, String.class)
                .setListenersHearOthers(true);
    }

    private static TripodConfiguration<String, String> copied() {
        return telling().setNearCopies(Duration.ofMinutes(1));
    }

    /** Writes down what it hears, and can wait for it. */
    private static final class Diary
            implements CacheEntryCreatedListener<String, String>,
                    CacheEntryUpdatedListener<String, String>,
                    CacheEntryRemovedListener<String, String> {
        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

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

        private void note(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
            events.forEach(event -> lines.add(event.getEventType() + " " + event.getKey() + " " + event.getValue()));
        }

        String next() throws InterruptedException {
            return lines.poll(10, TimeUnit.SECONDS);
        }
    }

    /** Listens until the first change that the others make on purpose was heard. */
    private static Diary diary(Cache<String, String> cache, Cache<String, String> others) throws InterruptedException {
        var diary = new Diary();
        cache.registerCacheEntryListener(new MutableCacheEntryListenerConfiguration<>(
                new FactoryBuilder.SingletonFactory<>(diary), null, false, true));
        while (diary.lines.isEmpty()) {
            others.put("hello", "there");
            var line = diary.lines.poll(100, TimeUnit.MILLISECONDS);
            if (line != null) {
                others.put("ready", "now");
                while (!"CREATED ready now".equals(line)) {
                    line = diary.next();
                }
                return diary;
            }
        }
        return diary;
    }

    @Test
    void hearsWhatAnotherInstanceCreatesUpdatesAndRemoves() throws Exception {
        var diary = diary(there, here);

        here.put("a b", "värde");
        here.put("a b", "");
        here.remove("a b");
        here.remove("a b");
        here.<Void>invoke("~c", (entry, arguments) -> {
            entry.setValue("1");
            return null;
        });

        assertThat(diary.next()).isEqualTo("CREATED a b värde");
        assertThat(diary.next()).isEqualTo("UPDATED a b ");
        assertThat(diary.next()).isEqualTo("REMOVED a b null");
        assertThat(diary.next()).isEqualTo("CREATED ~c 1");
    }

    @Test
    void readsAValueThatIsTooLargeForAMessage() throws Exception {
        var diary = diary(there, here);

        here.put("a", "x".repeat(20_000));

        assertThat(diary.next()).isEqualTo("CREATED a " + "x".repeat(20_000));
    }

    @Test
    void hearsItsOwnChangesOnce() throws Exception {
        var diary = diary(there, here);

        there.put("own", "1");
        here.put("theirs", "1");

        assertThat(diary.next()).isEqualTo("CREATED own 1");
        assertThat(diary.next()).isEqualTo("CREATED theirs 1");
    }

    @Test
    void aChangeCostsOneCommandMore() throws Exception {
        var cache = cache(provider, "prices", telling());
        var diary = diary(cache(other, "prices", telling()), cache);
        var before = server.commands();

        cache.put("a", "1");
        cache.get("a");
        cache.remove("a");
        cache.remove("a");

        assertThat(diary.next()).startsWith("CREATED");
        assertThat(diary.next()).startsWith("REMOVED");
        assertThat(server.commands().since(before).total())
                .as("4 operations and 2 changes, which may travel together")
                .isBetween(5L, 6L);
    }
}
