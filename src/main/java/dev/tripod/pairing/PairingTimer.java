package dev.tripod.pairing;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Wakes this instance when the time of a pairing that it made is up. One daemon thread of our own, since not every
 * server has a managed one; it ends with the application.
 */
@Singleton
class PairingTimer {
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, PairingTimer::daemon);

    /** Pairings made here that are still pending, as far as known. Any thread puts and removes; each call is atomic. */
    private final Map<PairingId, Future<?>> running = new ConcurrentHashMap<>();

    PairingTimer() {
        thread.setRemoveOnCancelPolicy(true);
    }

    void start(PairingId pairing, Duration time, Runnable whenUp) {
        running.put(
                pairing,
                thread.schedule(
                        () -> {
                            running.remove(pairing);
                            whenUp.run();
                        },
                        time.toMillis() + 1,
                        TimeUnit.MILLISECONDS));
    }

    /** Forgets a pairing that ended otherwise; one of another instance is none of ours. */
    void stop(PairingId pairing) {
        var timer = running.remove(pairing);
        if (timer != null) {
            timer.cancel(false);
        }
    }

    /** The pairings made here that are still pending, as far as known. */
    Set<PairingId> pending() {
        return Set.copyOf(running.keySet());
    }

    int running() {
        return running.size();
    }

    @PreDestroy
    void stopAll() {
        thread.shutdownNow();
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "pairing-timer");
        thread.setDaemon(true);
        return thread;
    }
}
