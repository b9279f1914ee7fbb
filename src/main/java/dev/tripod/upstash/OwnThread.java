package dev.tripod.upstash;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One daemon thread that does one thing after the other, until it is closed; what comes later is dropped. */
final class OwnThread implements Executor, AutoCloseable {
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, Workers::daemon);

    OwnThread() {
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void execute(Runnable work) {
        after(Duration.ZERO, work);
    }

    void after(Duration time, Runnable work) {
        try {
            var unused = thread.schedule(work, time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // closed
        }
    }

    boolean isClosed() {
        return thread.isShutdown();
    }

    /** What is being done ends by itself; what waits is dropped. */
    @Override
    public void close() {
        thread.shutdown();
    }
}
