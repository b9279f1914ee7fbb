package dev.tripod.upstash;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The client's own threads: one that lets time pass, and as many as requests need at once, which end when idle.
 * Daemons without a class loader of an application. What is handed over after the close is dropped.
 */
final class Workers implements Executor, AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final ScheduledThreadPoolExecutor clockwork = new ScheduledThreadPoolExecutor(1, Workers::daemon);
    private final ThreadPoolExecutor workers = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), Workers::daemon);

    Workers() {
        clockwork.setRemoveOnCancelPolicy(true);
    }

    static Thread daemon(Runnable work) {
        var thread = new Thread(work, "upstash-" + NUMBER.incrementAndGet());
        thread.setDaemon(true);
        thread.setContextClassLoader(Workers.class.getClassLoader());
        return thread;
    }

    @Override
    public void execute(Runnable work) {
        try {
            workers.execute(work);
        } catch (RejectedExecutionException e) {
            // closed: nobody waits for it any more
        }
    }

    /** Does something on a worker after a while, unless it is cancelled. */
    Future<?> after(Duration time, Runnable work) {
        try {
            return clockwork.schedule(() -> execute(work), time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            return new FutureTask<Void>(work, null); // closed: never runs
        }
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
        workers.shutdown();
    }
}
