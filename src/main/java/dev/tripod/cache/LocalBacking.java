package dev.tripod.cache;

import dev.tripod.store.MemoryBudget;
import dev.tripod.store.StoreException;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Entries in a map of this process. Expiry is exact on read; memory of what nobody reads comes back by a sweep that
 * moves on a little with each write, so that no thread of its own is needed.
 */
final class LocalBacking implements Backing {
    private static final int SWEEP_STEP = 16;
    private static final int EVICTION_SAMPLE = 16;
    private static final int EVICTION_ROUNDS = 64;

    /** Written by callers; each key's slot is replaced by compare-and-set on the slot's identity. */
    private final ConcurrentHashMap<Object, Slot> slots = new ConcurrentHashMap<>();

    private final MemoryBudget budget;
    private final TripodConfiguration.WhenFull whenFull;
    private final InstantSource clock;

    /** Guards the sweeper's place; whoever finds it taken leaves the sweep to its holder. */
    private final ReentrantLock sweeping = new ReentrantLock();

    private Iterator<Map.Entry<Object, Slot>> sweep = slots.entrySet().iterator();
    /** Set once, before the cache is handed out. */
    private BiConsumer<Object, Slot> expired = (key, slot) -> {};
    /** A coarse order of uses: moved by writers, copied by readers, neither needs to be exact. */
    private volatile int tick;

    LocalBacking(MemoryBudget budget, TripodConfiguration.WhenFull whenFull, InstantSource clock) {
        this.budget = budget;
        this.whenFull = whenFull;
        this.clock = clock;
    }

    @Override
    public void onExpired(BiConsumer<Object, Slot> listener) {
        expired = listener;
    }

    @Override
    public @Nullable Slot read(Object key) {
        var slot = slots.get(key);
        if (slot == null) {
            return null;
        }
        if (!slot.eternal() && !slot.liveAt(clock.millis())) {
            expire(key, slot);
            return null;
        }
        slot.used = tick;
        return slot;
    }

    @Override
    public boolean swap(Object key, @Nullable Slot before, @Nullable Slot after) {
        var more = weight(after) - weight(before);
        if (more > 0 && !budget.charge(more)) {
            makeRoom(more);
        }
        if (!replace(key, before, after)) {
            budget.release(Math.max(more, 0));
            return false;
        }
        budget.release(Math.max(-more, 0));
        if (after != null) {
            after.used = nextTick();
            sweepOn();
        }
        return true;
    }

    @Override
    public @Nullable Slot exchange(Object key, @Nullable Slot after) {
        while (true) {
            var before = read(key);
            if (swap(key, before, after)) {
                return before;
            }
            Thread.onSpinWait();
        }
    }

    private boolean replace(Object key, @Nullable Slot before, @Nullable Slot after) {
        if (before == null) {
            return after == null || slots.putIfAbsent(key, after) == null;
        }
        return after == null ? slots.remove(key, before) : slots.replace(key, before, after);
    }

    private static long weight(@Nullable Slot slot) {
        return slot == null ? 0 : slot.weight;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // a lost step only blurs the order of uses
    private int nextTick() {
        return ++tick;
    }

    private void expire(Object key, Slot slot) {
        if (slots.remove(key, slot)) {
            budget.release(slot.weight);
            expired.accept(key, slot);
        }
    }

    private void sweepOn() {
        if (!sweeping.tryLock()) {
            return;
        }
        try {
            if (!sweep.hasNext()) {
                sweep = slots.entrySet().iterator();
            }
            for (var i = 0; i < SWEEP_STEP && sweep.hasNext(); i++) {
                expireIfDue(sweep.next());
            }
        } finally {
            sweeping.unlock();
        }
    }

    private void expireIfDue(Map.Entry<Object, Slot> entry) {
        if (!entry.getValue().liveAt(clock.millis())) {
            expire(entry.getKey(), entry.getValue());
        }
    }

    /** Charges so much after giving back what has expired and, where that is allowed, what was used least recently. */
    private void makeRoom(long bytes) {
        slots.entrySet().forEach(this::expireIfDue);
        if (budget.charge(bytes)) {
            return;
        }
        if (whenFull == TripodConfiguration.WhenFull.EVICT) {
            for (var round = 0; round < EVICTION_ROUNDS; round++) {
                evictOne();
                if (budget.charge(bytes)) {
                    return;
                }
            }
        }
        throw new StoreException(StoreException.Reason.FULL, "The memory for local data is used up");
    }

    private void evictOne() {
        sweeping.lock();
        try {
            Map.Entry<Object, Slot> oldest = null;
            if (!sweep.hasNext()) {
                sweep = slots.entrySet().iterator();
            }
            for (var i = 0; i < EVICTION_SAMPLE && sweep.hasNext(); i++) {
                var candidate = sweep.next();
                if (oldest == null || candidate.getValue().used - oldest.getValue().used < 0) {
                    oldest = candidate;
                }
            }
            if (oldest != null && slots.remove(oldest.getKey(), oldest.getValue())) {
                budget.release(oldest.getValue().weight);
            }
        } finally {
            sweeping.unlock();
        }
    }

    @Override
    public Iterator<Map.Entry<Object, Slot>> entries() {
        return StreamSupport.stream(slots.entrySet().spliterator(), false)
                .filter(entry -> entry.getValue().liveAt(clock.millis()))
                .iterator();
    }

    @Override
    public void clear() {
        slots.forEach((key, slot) -> {
            if (slots.remove(key, slot)) {
                budget.release(slot.weight);
            }
        });
    }

    @Override
    public void close() {
        clear();
    }
}
