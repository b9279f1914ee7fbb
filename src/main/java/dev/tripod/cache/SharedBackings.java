package dev.tripod.cache;

import dev.tripod.broadcast.Broadcaster;
import dev.tripod.broadcast.Topic;
import dev.tripod.store.KeyValueStore;
import dev.tripod.store.MemoryBudget;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Makes the backings of caches that several instances share: entries in the store, copies of them near the caller, and
 * what goes on here while the store is away.
 */
final class SharedBackings implements AutoCloseable {
    private static final Duration TIDY_EVERY = Duration.ofSeconds(10);
    /** What is remembered of the store takes at most such a part of the memory for local data. */
    private static final int PART_FOR_WHAT_WAS_SEEN = 4;

    private final KeyValueStore store;
    private final Broadcaster broadcaster;
    private final String prefix;
    private final InstantSource clock;
    private final MemoryBudget budget;
    private final MemoryBudget seen;
    private final WriteBack writeBack;
    private final ScheduledThreadPoolExecutor tidying = new ScheduledThreadPoolExecutor(1, SharedBackings::daemon);
    /** Added to by whoever makes a cache, read by the tidying thread. */
    private final Set<NearBacking> near = ConcurrentHashMap.newKeySet();
    /** Set by whoever makes the first cache with copies. */
    private final AtomicBoolean tidies = new AtomicBoolean();

    /** Keeps entries in the store under names that begin with the prefix. */
    SharedBackings(
            KeyValueStore store,
            Broadcaster broadcaster,
            String prefix,
            InstantSource clock,
            MemoryBudget budget,
            WriteBack writeBack) {
        this.store = store;
        this.broadcaster = broadcaster;
        this.prefix = prefix;
        this.clock = clock;
        this.budget = budget;
        this.seen = new MemoryBudget(budget.limit() / PART_FOR_WHAT_WAS_SEEN);
        this.writeBack = writeBack;
    }

    <V> Backing make(String cache, KeyText names, TripodConfiguration<?, V> configuration, Keeper<V> values) {
        var inStore = new StoreBacking(store, prefix + "c:" + cache + ":", names, clock);
        if (configuration.whenAway() == WhenAway.FAIL) {
            return configuration
                    .nearCopies()
                    .<Backing>map(trusted -> near(cache, inStore, names, trusted))
                    .orElse(inStore);
        }
        var goingOn = goingOn(inStore, configuration, values);
        if (configuration.nearCopies().isEmpty()) {
            return goingOn;
        }
        var copies = near(cache, goingOn, names, configuration.nearCopies().get());
        goingOn.onWritten(copies::changed);
        return copies;
    }

    /** How a cache tells others of its changes, and hears of theirs. */
    <K, V> ChangeBroadcast<K, V> broadcast(String cache, KeyText names, Keeper<K> keys, Keeper<V> values) {
        return new ChangeBroadcast<>(broadcaster, new Topic("changes:" + cache), names, keys, values);
    }

    private <V> OutageBacking goingOn(StoreBacking inStore, TripodConfiguration<?, V> configuration, Keeper<V> values) {
        Merger<V> merger = configuration.merger().orElse((before, here, there) -> here);
        var made = new OutageBacking(
                inStore,
                configuration.whenAway(),
                SlotMerger.of(merger, values),
                new LocalBacking(seen, TripodConfiguration.WhenFull.EVICT, clock),
                new PendingChanges(budget),
                clock);
        writeBack.add(made);
        return made;
    }

    private NearBacking near(String cache, Backing shared, KeyText names, Duration trusted) {
        var made = new NearBacking(shared, broadcaster, new Topic("cache:" + cache), names, trusted, clock);
        near.add(made);
        if (tidies.compareAndSet(false, true)) {
            var unused = tidying.scheduleWithFixedDelay(
                    () -> near.forEach(NearBacking::tidy),
                    TIDY_EVERY.toSeconds(),
                    TIDY_EVERY.toSeconds(),
                    TimeUnit.SECONDS);
        }
        return made;
    }

    @Override
    public void close() {
        tidying.shutdownNow();
        near.forEach(NearBacking::close);
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "tripod-copies");
        thread.setDaemon(true);
        return thread;
    }
}
