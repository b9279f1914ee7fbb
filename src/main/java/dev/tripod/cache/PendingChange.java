package dev.tripod.cache;

import org.jspecify.annotations.Nullable;

/**
 * All changes that were made here to one key while the store was away, as one.
 *
 * @param before what was there, as far as this instance knew it; null: nothing
 * @param after what it came to; null: removed
 */
record PendingChange(@Nullable Slot before, @Nullable Slot after) {
    PendingChange to(@Nullable Slot next) {
        return new PendingChange(before, next);
    }

    int weight() {
        return (before == null ? 0 : before.weight) + (after == null ? 0 : after.weight);
    }
}
