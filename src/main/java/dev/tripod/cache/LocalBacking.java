package dev.tripod.cache;

import dev.tripod.store.MemoryBudget;
import dev.tripod.store.StoreException;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Entries in a map of this process. Expiry is exact on read; memory of what nobody reads comes back by a sweep that
 * moves on a little with each new entry, so that no thread of its own is needed.
 */
final class LocalBacking implements Backing {
    private static final int EVICTION_ROUNDS = 64;

    /** Written by callers; each key's slot is replaced by compare-and-set on the slot's identity. */
    private final ConcurrentHashMap<Object, Slot> slots = new ConcurrentHashMap<>();

    private final MemoryBudget budget;
    private final TripodConfiguration.WhenFull whenFull;
    private final InstantSource clock;

    private final Sweep sweep = new Sweep(slots, this::expireIfDue);

    /** Whether any entry has an end, without which there is nothing to sweep for. Set before the first one is there. */
    private volatile boolean ends;

    /** Set once, before the cache is handed out. */
    private BiConsumer<Object, Slot> expired = (key, slot) -> {};
    /** A coarse order of uses: moved by new entries, copied by readers, neither needs to be exact. */
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
        use(slot);
        return slot;
    }

    @Override
    public boolean swap(Object key, @Nullable Slot before, @Nullable Slot after) {
        var more = weight(after) - weight(before);
        if (more > 0 && !budget.charge(more)) {
            makeRoom(more);
        }
        if (after != null) {
            arrives(after);
        }
        var replaced = replace(key, before, after);
        if (replaced ? more < 0 : more > 0) {
            budget.release(Math.abs(more));
        }
        if (replaced && before == null && after != null) {
            moveOn();
        }
        return replaced;
    }

    /** Where entries may be evicted, the memory for one is found after it has come; that needs a single look-up. */
    @Override
    public void put(Object key, Slot after) {
        if (whenFull == TripodConfiguration.WhenFull.REFUSE || after.weight > budget.limit()) {
            exchange(key, after);
            return;
        }
        arrives(after);
        var before = slots.put(key, after);
        var more = weight(after) - weight(before);
        if (more != 0 && !budget.charge(more)) {
            makeRoomFor(key, after, more);
        }
        if (before == null) {
            moveOn();
        }
    }

    private void makeRoomFor(Object key, Slot after, long more) {
        try {
            makeRoom(more);
        } catch (StoreException e) {
            budget.release(-more);
            drop(key, after);
            throw e;
        }
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

    private void arrives(Slot slot) {
        slot.used = tick;
        if (!slot.eternal() && !ends) {
            ends = true;
        }
    }

    /** There is one entry more: looks a little for what can be given back. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // a lost step only blurs the order of uses
    private void moveOn() {
        tick++;
        if (ends) {
            sweep.moveOn();
        }
    }

    /** Most entries have been used since the last step already, and are not written to. */
    private void use(Slot slot) {
        var now = tick;
        if (slot.used != now) {
            slot.used = now;
        }
    }

    private void expire(Object key, Slot slot) {
        if (drop(key, slot)) {
            expired.accept(key, slot);
        }
    }

    private boolean drop(Object key, Slot slot) {
        var dropped = slots.remove(key, slot);
        if (dropped) {
            budget.release(slot.weight);
        }
        return dropped;
    }

    private boolean expireIfDue(Map.Entry<Object, Slot> entry) {
        var slot = entry.getValue();
        var due = !slot.eternal() && !slot.liveAt(clock.millis());
        if (due) {
            expire(entry.getKey(), slot);
        }
        return due;
    }

    /**
     * Charges so much after giving back what has expired or, where that is allowed, what was used least recently. Only
     * when a few of these are not enough, all entries are looked at.
     */
    private void makeRoom(long bytes) {
        if (whenFull == TripodConfiguration.WhenFull.EVICT && bytes <= budget.limit()) {
            for (var round = 0; round < EVICTION_ROUNDS; round++) {
                sweep.leastUsed().ifPresent(entry -> drop(entry.getKey(), entry.getValue()));
                if (budget.charge(bytes)) {
                    return;
                }
            }
        }
        if (ends) {
            slots.entrySet().forEach(this::expireIfDue);
        }
        if (budget.charge(bytes)) {
            return;
        }
        throw new StoreException(StoreException.Reason.FULL, "The memory for local data is used up");
    }

    @Override
    public Iterator<Map.Entry<Object, Slot>> entries() {
        return StreamSupport.stream(slots.entrySet().spliterator(), false)
                .filter(entry -> entry.getValue().liveAt(clock.millis()))
                .iterator();
    }

    @Override
    public void clear() {
        slots.forEach(this::drop);
    }

    @Override
    public void close() {
        clear();
    }
}
