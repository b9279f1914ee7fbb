package dev.tripod.cache;

import java.util.concurrent.atomic.LongAdder;
import javax.cache.management.CacheStatisticsMXBean;

/** Counts what happens to a cache; times in microseconds. Thread-safe; costs nothing while it is switched off. */
final class Statistics implements CacheStatisticsMXBean {
    final LongAdder hits = new LongAdder();
    final LongAdder misses = new LongAdder();
    final LongAdder puts = new LongAdder();
    final LongAdder removals = new LongAdder();
    final LongAdder evictions = new LongAdder();
    final LongAdder getNanos = new LongAdder();
    final LongAdder putNanos = new LongAdder();
    final LongAdder removeNanos = new LongAdder();

    /** Switched by the manager, read by every operation. */
    private volatile boolean enabled;

    boolean enabled() {
        return enabled;
    }

    void enable(boolean on) {
        enabled = on;
    }

    /** The moment to measure from, or 0 while nothing is measured. */
    long start() {
        return enabled ? System.nanoTime() : 0;
    }

    void add(LongAdder counter, long number) {
        if (enabled) {
            counter.add(number);
        }
    }

    void took(LongAdder total, long start) {
        if (enabled && start != 0) {
            total.add(System.nanoTime() - start);
        }
    }

    @Override
    public void clear() {
        for (var counter : new LongAdder[] {hits, misses, puts, removals, evictions, getNanos, putNanos, removeNanos}) {
            counter.reset();
        }
    }

    @Override
    public long getCacheHits() {
        return hits.sum();
    }

    @Override
    public float getCacheHitPercentage() {
        return percentage(getCacheHits());
    }

    @Override
    public long getCacheMisses() {
        return misses.sum();
    }

    @Override
    public float getCacheMissPercentage() {
        return percentage(getCacheMisses());
    }

    @Override
    public long getCacheGets() {
        return getCacheHits() + getCacheMisses();
    }

    @Override
    public long getCachePuts() {
        return puts.sum();
    }

    @Override
    public long getCacheRemovals() {
        return removals.sum();
    }

    @Override
    public long getCacheEvictions() {
        return evictions.sum();
    }

    @Override
    public float getAverageGetTime() {
        return average(getNanos, getCacheGets());
    }

    @Override
    public float getAveragePutTime() {
        return average(putNanos, getCachePuts());
    }

    @Override
    public float getAverageRemoveTime() {
        return average(removeNanos, getCacheRemovals());
    }

    private float percentage(long part) {
        var gets = getCacheGets();
        return gets == 0 ? 0 : 100f * part / gets;
    }

    private static float average(LongAdder nanos, long count) {
        return count == 0 ? 0 : nanos.sum() / 1000f / count;
    }
}
