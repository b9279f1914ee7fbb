package dev.tripod.store;

import dev.tripod.config.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The bound of everything that this instance keeps in its own memory: the local store and the local caches charge it
 * together, in estimated bytes. Thread-safe, lock-free.
 *
 * <p>Threads that charge at the same time would wait for each other if there were one number only, so they share a few
 * cells, each with some bytes that are taken already and not used yet. Only when a cell has none left, or many, does its
 * thread turn to what all share; nobody is refused while another cell has bytes to spare.
 */
@Singleton
public final class MemoryBudget {
    private static final int CELLS = 8;
    /** From one cell to the next in numbers, so that no two are in one line of the processor's cache. */
    private static final int APART = 16;
    /** A cell takes such a part of the limit at once, and at most so many bytes. */
    private static final int PART = 1_024;

    private static final long MOST = 1 << 16;

    private final long limit;
    private final long piece;
    /** What cells have taken, used or not; each change is one atomic step, so that it never exceeds the limit. */
    private final AtomicLong taken = new AtomicLong();
    /** What each cell has taken and not used. Below zero only until its thread has taken more or undone its charge. */
    private final AtomicLongArray spare = new AtomicLongArray(CELLS * APART);

    @Inject
    MemoryBudget(Settings settings) {
        this(settings.storage().localMaxMemory());
    }

    /** A budget of so many bytes. */
    public MemoryBudget(long limit) {
        this.limit = limit;
        this.piece = Math.min(limit / PART, MOST);
    }

    /** Takes so many bytes (a negative number gives back) unless that would exceed the limit, and tells whether it did. */
    public boolean charge(long bytes) {
        var cell = cell();
        var left = spare.addAndGet(cell, -bytes);
        if (left < 0 && bytes > 0 && !takeMore(cell, -left)) {
            spare.addAndGet(cell, bytes);
            return false;
        }
        if (left > 2 * piece) {
            giveBack(cell, piece);
        }
        return true;
    }

    /** Gives back so many bytes (a negative number takes them even where that exceeds the limit). */
    public void release(long bytes) {
        var cell = cell();
        if (spare.addAndGet(cell, bytes) > 2 * piece) {
            giveBack(cell, piece);
        }
    }

    public long used() {
        var used = taken.get();
        for (var cell = 0; cell < spare.length(); cell += APART) {
            used -= spare.get(cell);
        }
        return used;
    }

    public long limit() {
        return limit;
    }

    private static int cell() {
        return (int) (Thread.currentThread().getId() % CELLS) * APART;
    }

    private boolean takeMore(int cell, long bytes) {
        if (take(cell, bytes + piece)) {
            return true;
        }
        for (var other = 0; other < spare.length(); other += APART) {
            giveBack(other, 0);
        }
        return take(cell, bytes);
    }

    private boolean take(int cell, long bytes) {
        if (taken.addAndGet(bytes) > limit) {
            taken.addAndGet(-bytes);
            return false;
        }
        spare.addAndGet(cell, bytes);
        return true;
    }

    /** Leaves a cell so many bytes to spare. */
    private void giveBack(int cell, long rest) {
        var before = spare.getAndUpdate(cell, left -> Math.min(left, rest));
        taken.addAndGet(-Math.max(before - rest, 0));
    }
}
