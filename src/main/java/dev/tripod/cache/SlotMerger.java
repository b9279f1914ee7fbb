package dev.tripod.cache;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Merges entries as a backing holds them. */
@FunctionalInterface
interface SlotMerger {
    /** What is held after the merge. */
    Object merge(@Nullable Slot before, Slot here, Slot there);

    /** Through the values, as the keeper reads and writes them. */
    static <V> SlotMerger of(Merger<V> merger, Keeper<V> values) {
        return (before, here, there) -> values.hold(merger.merge(
                Optional.ofNullable(before).map(slot -> values.give(slot.held)),
                values.give(here.held),
                values.give(there.held)));
    }
}
