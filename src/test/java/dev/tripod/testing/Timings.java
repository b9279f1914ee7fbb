package dev.tripod.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * How long something took to come about, try by try, against a promise. The median keeps it or not: on a machine that
 * does other things at the same time single tries say little. Where the median breaks it, there are up to three times
 * as many tries, of which the newest count.
 */
public final class Timings {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final String what;
    private final int tries;
    private final Duration promise;
    private final List<Duration> all = new ArrayList<>();

    public Timings(String what, int tries, Duration promise) {
        this.what = what;
        this.tries = tries;
        this.promise = promise;
    }

    /** Whether to try once more. */
    public boolean goOn() {
        return all.size() < tries || (!kept() && all.size() < 3 * tries);
    }

    /** Whether the median of the newest tries keeps the promise. */
    public boolean kept() {
        return median().compareTo(promise) < 0;
    }

    /** Waits until it holds and notes how long that took from now on; fails after ten seconds. */
    public void await(BooleanSupplier condition) {
        all.add(until(condition));
    }

    /** Waits until it holds and answers how long that took; fails after ten seconds. */
    public static Duration until(BooleanSupplier condition) {
        var begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begin > LIMIT.toNanos()) {
                throw new AssertionError("Did not come about within " + LIMIT);
            }
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private Duration median() {
        return newest().get(tries / 2);
    }

    private List<Duration> newest() {
        return all.subList(Math.max(0, all.size() - tries), all.size()).stream()
                .sorted()
                .toList();
    }

    /** In words, for the build's output. */
    @Override
    public String toString() {
        var worst = newest().get(newest().size() - 1);
        return "%s: median %d ms, worst %d ms, after %d tries; promised %d ms"
                .formatted(what, median().toMillis(), worst.toMillis(), all.size(), promise.toMillis());
    }
}
