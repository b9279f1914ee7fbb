package dev.tripod.cache;

import dev.tripod.broadcast.Broadcaster;
import dev.tripod.broadcast.Topic;
import dev.tripod.store.KeyValueStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Makes the backings of caches that several instances share: entries in the store, and copies of them near the caller. */
final class SharedBackings implements AutoCloseable {
    private static final Duration TIDY_EVERY = Duration.ofSeconds(10);

    private final KeyValueStore store;
    private final Broadcaster broadcaster;
    private final String prefix;
    private final InstantSource clock;
    private final ScheduledThreadPoolExecutor tidying = new ScheduledThreadPoolExecutor(1, SharedBackings::daemon);
    /** Added to by whoever makes a cache, read by the tidying thread. */
    private final Set<NearBacking> near = ConcurrentHashMap.newKeySet();

    /** Keeps entries in the store under names that begin with the prefix. */
    SharedBackings(KeyValueStore store, Broadcaster broadcaster, String prefix, InstantSource clock) {
        this.store = store;
        this.broadcaster = broadcaster;
        this.prefix = prefix;
        this.clock = clock;
    }

    Backing make(String cache, KeyText names, Optional<Duration> nearCopies) {
        Backing backing = new StoreBacking(store, prefix + "c:" + cache + ":", names, clock);
        return nearCopies
                .<Backing>map(trusted -> near(cache, backing, names, trusted))
                .orElse(backing);
    }

    private NearBacking near(String cache, Backing shared, KeyText names, Duration trusted) {
        var made = new NearBacking(shared, broadcaster, new Topic("cache:" + cache), names, trusted, clock);
        near.add(made);
        synchronized (tidying) {
            if (tidying.getQueue().isEmpty() && tidying.getActiveCount() == 0) {
                var unused = tidying.scheduleWithFixedDelay(
                        () -> near.forEach(NearBacking::tidy),
                        TIDY_EVERY.toSeconds(),
                        TIDY_EVERY.toSeconds(),
                        TimeUnit.SECONDS);
            }
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
