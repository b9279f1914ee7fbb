package dev.tripod.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.broadcast.LocalBroadcasters;
import dev.tripod.store.KeyValueStore;
import dev.tripod.store.LocalStores;
import dev.tripod.store.MemoryBudget;
import dev.tripod.testing.ManualClock;
import dev.tripod.upstash.Command;
import dev.tripod.upstash.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.cache.Cache;
import org.junit.jupiter.api.Test;

/** Caches of two instances on one store. */
@SuppressWarnings("unchecked") // unwrap knows no type arguments
class SharedCacheTest {
    private final ManualClock clock = new ManualClock();
    private final Counting store = new Counting(LocalStores.with(clock));
    private final dev.tripod.broadcast.Broadcaster broadcaster = LocalBroadcasters.with(clock);
    private final Cache<String, String> here = cache();
    private final Cache<String, String> there = cache();

    private Cache<String, String> cache() {
        var provider = new TripodCachingProvider(
                new MemoryBudget(1 << 20),
                clock,
                Optional.of(new SharedBackings(
                        store, broadcaster, "test:", clock, new MemoryBudget(1 << 20), new WriteBack(() -> true))));
        return provider.getCacheManager()
                .createCache(
                        "words",
                        new TripodConfiguration<String, String>()
                                .setTypes(String.class, String.class)
                                .setNearCopies(Duration.ofSeconds(60)));
    }

    @Test
    void whatOneInstancePutsTheOtherGets() {
        here.put("key", "värde");

        assertThat(there.get("key")).isEqualTo("värde");
    }

    @Test
    void anEntryReadTwiceCostsOneCommand() {
        here.put("key", "value");
        there.get("key");

        assertThat(store.during(() -> there.get("key"))).isEmpty();
        clock.advance(Duration.ofSeconds(61));
        assertThat(store.during(() -> there.get("key"))).containsExactly("GET");
    }

    @Test
    void aChangeElsewhereDropsTheCopyAtOnce() {
        here.put("key", "old");
        there.get("key");

        here.put("key", "new");
        assertThat(there.get("key")).isEqualTo("new");
        here.remove("key");
        assertThat(there.get("key")).isNull();
    }

    @Test
    void aQuietChangeLeavesCopiesElsewhereAsTheyAre() {
        here.put("key", "old");
        there.get("key");

        here.<Void>invoke("key", (entry, arguments) -> {
            entry.unwrap(LifetimeEntry.class).setQuietly("new", Duration.ofMinutes(5));
            return null;
        });

        assertThat(there.get("key")).isEqualTo("old");
        assertThat(here.get("key")).isEqualTo("new");
    }

    @Test
    void aFreshReadPassesACopyThatIsOlder() {
        here.put("key", "old");
        there.get("key");
        store.execute(Command.of("SET", "test:c:words:key", "new")).join(); // by somebody who tells nobody

        assertThat(there.get("key")).isEqualTo("old");
        assertThat(there.unwrap(TripodCache.class).getFresh("key")).isEqualTo("new");
        assertThat(store.during(() -> there.get("key")))
                .as("the copy is new now")
                .isEmpty();
    }

    @Test
    void simpleOperationsCostOneCommandEach() {
        assertThat(store.during(() -> here.put("a", "1"))).containsExactly("SET");
        assertThat(store.during(() -> here.getAndPut("a", "2"))).containsExactly("SET");
        assertThat(store.during(() -> here.putIfAbsent("b", "1"))).containsExactly("SET");
        assertThat(store.during(() -> here.getAndRemove("a"))).containsExactly("GETDEL");
        assertThat(store.during(() -> here.remove("b"))).containsExactly("GETDEL");
        assertThat(store.during(() -> here.get("b"))).containsExactly("GET");
    }

    @Test
    void answersWhatWasThere() {
        assertThat(here.putIfAbsent("key", "1")).isTrue();
        assertThat(there.putIfAbsent("key", "2")).isFalse();
        assertThat(there.getAndPut("key", "3")).isEqualTo("1");
        assertThat(here.getAndRemove("key")).isEqualTo("3");
        assertThat(here.remove("key")).isFalse();
    }

    @Test
    void keepsEveryIncrementOfTwoInstances() throws Exception {
        here.put("count", "0");
        var threads = new ArrayList<Thread>();
        for (var i = 0; i < 4; i++) {
            var cache = i % 2 == 0 ? here : there;
            threads.add(new Thread(() -> increment(cache)));
        }
        threads.forEach(Thread::start);
        for (var thread : threads) {
            thread.join();
        }
        clock.advance(Duration.ofSeconds(61));
        assertThat(here.get("count")).isEqualTo("2000");
    }

    private static void increment(Cache<String, String> cache) {
        for (var i = 0; i < 500; i++) {
            cache.<Void>invoke("count", (entry, arguments) -> {
                entry.setValue(String.valueOf(Integer.parseInt(entry.getValue()) + 1));
                return null;
            });
        }
    }

    @Test
    void forgetsWhenTheLifetimeIsOver() {
        here.unwrap(TripodCache.class).put("key", "value", Duration.ofSeconds(5));

        clock.advance(Duration.ofSeconds(5));

        assertThat(there.get("key")).isNull();
    }

    @Test
    void anEntryKeepsItsLifetimeWhenOnlyReadInAProcessor() {
        here.unwrap(TripodCache.class).put("key", "value", Duration.ofSeconds(5));

        var left = there.invoke("key", (entry, arguments) ->
                (Optional<?>) entry.unwrap(LifetimeEntry.class).lifetime());

        assertThat(left).isEqualTo(Optional.of(Duration.ofSeconds(5)));
    }

    @Test
    void iteratesOverWhatAllHavePutAndClearsIt() {
        here.put("a*", "1");
        there.put("~b", "2");

        assertThat(here).extracting(Cache.Entry::getKey).containsExactlyInAnyOrder("a*", "~b");
        here.clear();
        assertThat(there.iterator()).isExhausted();
    }

    @Test
    void closingOneInstancesCacheLeavesTheEntriesToTheOther() {
        here.put("key", "value");

        here.close();

        assertThat(there.get("key")).isEqualTo("value");
    }

    /** Notes the commands that go to the store. */
    private record Counting(KeyValueStore store, List<String> commands) implements KeyValueStore {
        Counting(KeyValueStore store) {
            this(store, new CopyOnWriteArrayList<>());
        }

        @Override
        public CompletableFuture<List<Reply>> execute(List<Command> wanted, boolean atomic) {
            wanted.forEach(command -> commands.add(command.toString()));
            return store.execute(wanted, atomic);
        }

        List<String> during(Runnable work) {
            commands.clear();
            work.run();
            return List.copyOf(commands);
        }
    }
}
