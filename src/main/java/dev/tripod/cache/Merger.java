package dev.tripod.cache;

import java.util.Optional;

/**
 * Makes one value of two: what this instance went on to while the shared store was away, and what stands there now. A
 * removal here needs no merging: it wins. Pure, and safe for use by many threads.
 */
@FunctionalInterface
public interface Merger<V> {
    /**
     * Merges two values of one key.
     *
     * @param before what both came from, as far as this instance knew it
     * @param here what this instance made of it
     * @param there what others made of it
     */
    V merge(Optional<V> before, V here, V there);
}
