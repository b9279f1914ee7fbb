package dev.tripod.cache;

import dev.tripod.store.StoreException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Goes on while the store does not answer: remembers what this instance has seen of it, keeps what is changed here, and
 * writes that back afterwards. A key with a change that is not written back yet is answered from here alone.
 */
final class OutageBacking implements Backing {
    /** What was seen longer ago is not gone on with. */
    static final Duration REMEMBERED = Duration.ofHours(1);

    private final Backing shared;
    private final WhenAway whenAway;
    private final SlotMerger merger;
    /** What was last seen in the store. Bounded: what was used least recently goes. */
    private final LocalBacking seen;

    private final PendingChanges pending;
    private final InstantSource clock;
    /** Both set once, before the cache is handed out. */
    private Runnable whenPending = () -> {};

    private Consumer<Object> whenWritten = key -> {};

    OutageBacking(
            Backing shared,
            WhenAway whenAway,
            SlotMerger merger,
            LocalBacking seen,
            PendingChanges pending,
            InstantSource clock) {
        this.shared = shared;
        this.whenAway = whenAway;
        this.merger = merger;
        this.seen = seen;
        this.pending = pending;
        this.clock = clock;
    }

    /** Calls back when there is something to write back. */
    void onPending(Runnable listener) {
        whenPending = listener;
    }

    /** Calls back with each key whose change has been written back. */
    void onWritten(Consumer<Object> listener) {
        whenWritten = listener;
    }

    PendingChanges pending() {
        return pending;
    }

    @Override
    public @Nullable Slot read(Object key) {
        return read(key, () -> shared.read(key));
    }

    @Override
    public void lost(int tries) {
        shared.lost(tries);
    }

    @Override
    public boolean readsUntil() {
        return shared.readsUntil();
    }

    @Override
    public @Nullable Slot readUntil(Object key, long end) {
        return read(key, () -> shared.readUntil(key, end));
    }

    private @Nullable Slot read(Object key, Supplier<@Nullable Slot> inStore) {
        var change = pending.of(key);
        if (change != null) {
            return live(change.after());
        }
        try {
            return remember(key, inStore.get());
        } catch (StoreException e) {
            if (!e.isAway()) {
                throw e;
            }
            var known = seen(key);
            if (known == null && whenAway != WhenAway.GO_ON_FROM_NOTHING) {
                throw e;
            }
            return known;
        }
    }

    @Override
    public boolean swap(Object key, @Nullable Slot before, @Nullable Slot after) {
        if (pending.of(key) == null) {
            try {
                var done = shared.swap(key, before, after);
                remember(key, done ? after : null);
                return done;
            } catch (StoreException e) {
                requireGoingOn(e);
            }
        }
        return swapHere(key, before, after);
    }

    private boolean swapHere(Object key, @Nullable Slot before, @Nullable Slot after) {
        var swapped = new Replaced();
        change(key, change -> {
            var now = change == null ? seen(key) : live(change.after());
            var unseen = change == null && now == null; // all that is known of it is what the caller saw
            if (!unseen && !same(now, before)) {
                return change;
            }
            swapped.done = true;
            return change == null ? new PendingChange(before, after) : change.to(after);
        });
        return swapped.done;
    }

    @Override
    public @Nullable Slot exchange(Object key, @Nullable Slot after) {
        if (pending.of(key) == null) {
            try {
                var before = shared.exchange(key, after);
                remember(key, after);
                return before;
            } catch (StoreException e) {
                requireGoingOn(e);
            }
        }
        return exchangeHere(key, after);
    }

    private @Nullable Slot exchangeHere(Object key, @Nullable Slot after) {
        var replaced = new Replaced();
        change(key, change -> {
            replaced.slot = change == null ? seen(key) : live(change.after());
            return change == null ? new PendingChange(replaced.slot, after) : change.to(after);
        });
        return replaced.slot;
    }

    @Override
    public void put(Object key, Slot after) {
        if (pending.of(key) == null) {
            try {
                shared.put(key, after);
                remember(key, after);
                return;
            } catch (StoreException e) {
                requireGoingOn(e);
            }
        }
        var unused = exchangeHere(key, after);
    }

    private void change(Object key, UnaryOperator<@Nullable PendingChange> step) {
        pending.update(key, step);
        whenPending.run();
    }

    private void requireGoingOn(StoreException failure) {
        if (!failure.isAway() || whenAway == WhenAway.READ_COPIES) {
            throw failure;
        }
    }

    private @Nullable Slot remember(Object key, @Nullable Slot slot) {
        var end = clock.millis() + REMEMBERED.toMillis();
        seen.exchange(
                key, slot == null ? null : new Slot(slot.held, Math.min(slot.expiresAt, end), slot.weight, slot.quiet));
        return slot;
    }

    /** What was seen, with the lifetime that only the store knows. */
    private @Nullable Slot seen(Object key) {
        var slot = seen.read(key);
        return slot == null ? null : new Slot(slot.held, Slot.AS_IT_IS, slot.weight);
    }

    private @Nullable Slot live(@Nullable Slot slot) {
        return slot != null && slot.liveAt(clock.millis()) ? slot : null;
    }

    private static boolean same(@Nullable Slot one, @Nullable Slot other) {
        return (one == null || other == null) ? one == other : one.held.equals(other.held);
    }

    /**
     * Writes a key's change back: as it is where nobody else changed the key, else merged.
     *
     * @return how many commands that took at most; the change stays when it was overtaken meanwhile
     */
    int writeBack(Object key) {
        var change = pending.of(key);
        if (change == null) {
            return 0;
        }
        var after = change.after();
        if (after == null) {
            shared.exchange(key, null);
            written(key, change, null);
            return 1;
        }
        if (!after.liveAt(clock.millis())) {
            return gone(key, change);
        }
        if (shared.swap(key, change.before(), after)) {
            written(key, change, after);
            return 1;
        }
        return 1 + merge(key, change, after);
    }

    private int merge(Object key, PendingChange change, Slot after) {
        var there = shared.read(key);
        if (there == null) {
            return 1 + (after.expiresAt == Slot.AS_IT_IS ? gone(key, change) : putBack(key, change, null, after));
        }
        var held = same(after, there) ? there.held : merger.merge(change.before(), after, there);
        if (held.equals(there.held)) {
            written(key, change, there);
            return 1;
        }
        var end = after.expiresAt == Slot.AS_IT_IS
                ? Slot.AS_IT_IS
                : Math.max(after.expiresAt, shared.expiresAt(key, there));
        return 2 + putBack(key, change, there, new Slot(held, end, after.weight));
    }

    /** The entry's life ended before it was written back, here or, where the change kept that, in the store. */
    private int gone(Object key, PendingChange change) {
        written(key, change, null);
        return 0;
    }

    private int putBack(Object key, PendingChange change, @Nullable Slot there, Slot merged) {
        if (shared.swap(key, there, merged)) {
            written(key, change, merged);
        }
        return 1;
    }

    private void written(Object key, PendingChange change, @Nullable Slot now) {
        remember(key, now);
        if (!pending.done(key, change)) { // changed again meanwhile, from what was there before
            pending.update(key, later -> later == null ? null : new PendingChange(change.after(), later.after()));
        }
        whenWritten.accept(key);
    }

    /** Drops a key's change, which can never be written. */
    void giveUp(Object key) {
        var change = pending.of(key);
        if (change != null) {
            pending.done(key, change);
        }
    }

    @Override
    public void forget(Object key) {
        seen.exchange(key, null);
    }

    @Override
    public long expiresAt(Object key, Slot slot) {
        return slot.expiresAt == Slot.AS_IT_IS ? shared.expiresAt(key, slot) : slot.expiresAt;
    }

    @Override
    public Iterator<Map.Entry<Object, Slot>> entries() {
        return shared.entries();
    }

    @Override
    public void clear() {
        shared.clear();
        seen.clear();
        pending.clear();
    }

    @Override
    public void close() {
        seen.close();
        shared.close();
    }

    @Override
    public void onExpired(BiConsumer<Object, Slot> listener) {
        shared.onExpired(listener);
    }

    /** What a step found, for the caller outside it. */
    private static final class Replaced {
        private @Nullable Slot slot;
        private boolean done;
    }
}
