package dev.tripod.room;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads of rooms: one that lets time pass while there is somebody, a few for what is soon done, and more for what
 * may block. Daemons of our own, since not every server has managed ones; they end with the application.
 */
@Singleton
class RoomThreads implements Executor {
    private static final System.Logger LOG = System.getLogger(RoomThreads.class.getName());
    private static final int TICK_MILLISECONDS = 250;

    private final ScheduledThreadPoolExecutor clockwork = new ScheduledThreadPoolExecutor(1, RoomThreads::daemon);
    private final ThreadPoolExecutor workers = pool(4, new ThreadPoolExecutor.DiscardPolicy());
    /**
     * Apart from the others, since peers that read nothing can hold up a few of these for long. When this instance stops
     * callers do the work themselves, so that a socket that came too late is closed too.
     */
    private final ThreadPoolExecutor blocking = pool(32, (work, stopped) -> work.run());
    /** Guarded by this. */
    private @Nullable Future<?> ticking;

    private static ThreadPoolExecutor pool(int threads, RejectedExecutionHandler whenStopped) {
        var pool = new ThreadPoolExecutor(
                threads, threads, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), RoomThreads::daemon, whenStopped);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Runs what does not block, soon and in another thread. */
    @Override
    public void execute(Runnable work) {
        workers.execute(() -> quietly(work));
    }

    /** Runs what may block. */
    void executeBlocking(Runnable work) {
        blocking.execute(() -> quietly(work));
    }

    synchronized void tickWith(Runnable tick) {
        if (ticking == null && !clockwork.isShutdown()) {
            ticking = clockwork.scheduleWithFixedDelay(
                    () -> quietly(tick), TICK_MILLISECONDS, TICK_MILLISECONDS, TimeUnit.MILLISECONDS);
        }
    }

    private static void quietly(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "Work for rooms failed", e);
        }
    }

    synchronized void stopTicking() {
        if (ticking != null) {
            ticking.cancel(false);
            ticking = null;
        }
    }

    /** Waits until the sockets that are being closed have got their close frames, at most two seconds. */
    void awaitClosing() {
        blocking.shutdown();
        try {
            if (!blocking.awaitTermination(2, TimeUnit.SECONDS)) {
                LOG.log(System.Logger.Level.DEBUG, "Some sockets did not take their close frames in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @PreDestroy
    void stop() {
        clockwork.shutdownNow();
        workers.shutdownNow();
        blocking.shutdownNow();
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "tripod-rooms");
        thread.setDaemon(true);
        return thread;
    }
}
