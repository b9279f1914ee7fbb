package dev.tripod.testing.upstash;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A fault that has been set on a server: for which requests, how often, and whether it is over. For any thread. */
public final class FaultRule implements AutoCloseable {
    private final Fault fault;
    private final Predicate<RecordedRequest> when;
    private final CountDownLatch cleared = new CountDownLatch(1);

    /** Both guarded by this object's monitor. */
    private int left;

    private int hits;

    FaultRule(Fault fault, Predicate<RecordedRequest> when, int times) {
        this.fault = fault;
        this.when = when;
        this.left = times;
    }

    /** Ends the fault and lets go whoever waits in it; waiting requests that were to hang get their connection cut. */
    public void clear() {
        cleared.countDown();
    }

    @Override
    public void close() {
        clear();
    }

    /** How many requests it has befallen. */
    public synchronized int hits() {
        return hits;
    }

    Fault fault() {
        return fault;
    }

    boolean isCleared() {
        return cleared.getCount() == 0;
    }

    /** Counts this request if the fault is to befall it. */
    synchronized boolean befalls(RecordedRequest request) {
        if (isCleared() || left == 0 || !when.test(request)) {
            return false;
        }
        left--;
        hits++;
        return true;
    }

    /** Waits so long, or until the fault is cleared. */
    void pause(Duration time) {
        try {
            cleared.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the server closes
        }
    }
}
