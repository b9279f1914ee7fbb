package dev.tripod.broadcast;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One daemon thread that ends while there is nothing to do. Once it is closed, what waits or comes is dropped. */
final class DaemonThread implements Delays, AutoCloseable {
    private static final int IDLE_SECONDS = 5;

    private final ScheduledThreadPoolExecutor thread;

    DaemonThread(String name) {
        thread = new ScheduledThreadPoolExecutor(1, work -> {
            var daemon = new Thread(work, name);
            daemon.setDaemon(true);
            return daemon;
        });
        thread.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        thread.allowCoreThreadTimeOut(true);
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Does it after all that came before. */
    void execute(Runnable work) {
        if (!thread.isShutdown()) {
            thread.execute(work);
        }
    }

    @Override
    public void after(Duration wait, Runnable work) {
        var unused = schedule(wait, work);
    }

    /** The same, to be cancelled; null when nothing is done any more. */
    @Nullable
    Future<?> schedule(Duration wait, Runnable work) {
        return thread.isShutdown() ? null : thread.schedule(work, wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
