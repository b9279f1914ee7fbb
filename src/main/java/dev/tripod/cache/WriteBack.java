package dev.tripod.cache;

import dev.tripod.store.SharedStore;
import dev.tripod.store.StoreException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Writes back what caches kept while the shared store was away, at a bounded pace that leaves room for everybody else.
 * One thread, which exists only while something is pending. Thread-safe.
 */
@Singleton
public class WriteBack implements AutoCloseable {
    /** Commands in a second, as far as one write's own number of commands lets it be exact. */
    static final int PACE = 50;

    private static final System.Logger LOG = System.getLogger(WriteBack.class.getName());
    private static final Duration STEP = Duration.ofMillis(500);
    private static final Duration WHILE_READ_ONLY = Duration.ofSeconds(60);
    private static final Duration LAST_CHANCE = Duration.ofSeconds(2);

    private final BooleanSupplier reachable;
    /** Added to by whoever makes a cache, read by the writing thread. */
    private final Set<OutageBacking> caches = ConcurrentHashMap.newKeySet();

    private final ScheduledThreadPoolExecutor thread = thread();
    /** Whether a step is planned; set by whoever plans one, cleared by the step that found nothing left. */
    private final AtomicBoolean planned = new AtomicBoolean();

    @Inject
    WriteBack(SharedStore store) {
        this(store::reachable);
    }

    /** Writes while the store is reachable, as far as is known. */
    WriteBack(BooleanSupplier reachable) {
        this.reachable = reachable;
    }

    void add(OutageBacking cache) {
        caches.add(cache);
        cache.onPending(this::wake);
    }

    /** How many entries are still to be written. */
    public int pending() {
        return caches.stream().mapToInt(cache -> cache.pending().size()).sum();
    }

    private void wake() {
        if (planned.compareAndSet(false, true)) {
            plan(STEP);
        }
    }

    private void plan(Duration wait) {
        if (!thread.isShutdown()) {
            var unused = thread.schedule(this::step, wait.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void step() {
        var wait = STEP;
        try {
            if (reachable.getAsBoolean()) {
                write((int) (PACE * STEP.toMillis() / 1000));
            }
        } catch (StoreException e) {
            wait = e.reason() == StoreException.Reason.READ_ONLY ? WHILE_READ_ONLY : STEP;
        }
        if (pending() > 0) {
            plan(wait);
        } else {
            planned.set(false);
            if (pending() > 0) {
                wake();
            }
        }
    }

    private void write(int commands) {
        var spent = 0;
        for (var cache : caches) {
            for (var key : cache.pending().keys(commands)) {
                if (spent >= commands) {
                    return;
                }
                spent += write(cache, key);
            }
        }
    }

    private static int write(OutageBacking cache, Object key) {
        try {
            return cache.writeBack(key);
        } catch (StoreException e) {
            if (e.reason() != StoreException.Reason.REFUSED) {
                throw e;
            }
            return giveUp(cache, key, e);
        } catch (RuntimeException e) {
            return giveUp(cache, key, e);
        }
    }

    /** What can never be written must not stand in the way of the rest. */
    private static int giveUp(OutageBacking cache, Object key, RuntimeException why) {
        LOG.log(System.Logger.Level.ERROR, "A change made while the shared store was away is lost", why);
        cache.giveUp(key);
        return 1;
    }

    /** While the store still can be reached. */
    void stopping(@Observes @BeforeDestroyed(ApplicationScoped.class) Object application) {
        close();
    }

    /** Stops; what can be written in two seconds still is. */
    @Override
    @PreDestroy
    public void close() {
        thread.shutdownNow();
        var until = System.nanoTime() + LAST_CHANCE.toNanos();
        try {
            while (pending() > 0 && reachable.getAsBoolean() && System.nanoTime() < until) {
                write(PACE);
            }
        } catch (StoreException e) {
            LOG.log(System.Logger.Level.WARNING, "The shared store was not told of " + pending() + " changes");
        }
    }

    private static ScheduledThreadPoolExecutor thread() {
        var executor = new ScheduledThreadPoolExecutor(1, work -> {
            var thread = new Thread(work, "tripod-write-back");
            thread.setDaemon(true);
            return thread;
        });
        executor.setKeepAliveTime(STEP.toMillis() * 10, TimeUnit.MILLISECONDS);
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
