package dev.tripod.cache;

import dev.tripod.store.MemoryBudget;
import dev.tripod.store.StoreException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What one cache has to write back, one change per key, within the memory of local data. Thread-safe. */
final class PendingChanges {
    /** Written by callers and by who writes back; each step is atomic for its key. */
    private final Map<Object, PendingChange> changes = new ConcurrentHashMap<>();

    private final MemoryBudget budget;

    PendingChanges(MemoryBudget budget) {
        this.budget = budget;
    }

    @Nullable
    PendingChange of(Object key) {
        return changes.get(key);
    }

    /** Replaces a key's change by what the step makes of it; the same one means that nothing happens. */
    void update(Object key, UnaryOperator<@Nullable PendingChange> step) {
        changes.compute(key, (same, before) -> {
            var after = step.apply(before);
            var more = weight(after) - weight(before);
            if (!budget.charge(more)) {
                throw new StoreException(StoreException.Reason.FULL, "The memory for local data is used up");
            }
            return after;
        });
    }

    /** A change has been written back; one that came meanwhile stays. */
    boolean done(Object key, PendingChange change) {
        var removed = changes.remove(key, change);
        if (removed) {
            budget.release(change.weight());
        }
        return removed;
    }

    /** Some keys that have changes. */
    List<Object> keys(int most) {
        return changes.keySet().stream().limit(most).toList();
    }

    int size() {
        return changes.size();
    }

    void clear() {
        changes.forEach(this::done);
    }

    private static int weight(@Nullable PendingChange change) {
        return change == null ? 0 : change.weight();
    }
}
