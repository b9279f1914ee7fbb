package dev.tripod.cache;

import java.util.Iterator;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a cache's entries are: in a map of objects, or in the key-value store. Keys are in the form that is held. All
 * changes are compare-and-set, so that whoever lost a race tries again with what is there now.
 */
interface Backing {
    /** The live entry of a key. What has expired is removed on the way. */
    @Nullable
    Slot read(Object key);

    /**
     * Puts {@code after} in the place of {@code before} (null: nothing) if that is still there.
     *
     * @throws dev.tripod.store.StoreException when there is no memory left and the cache must not evict
     */
    boolean swap(Object key, @Nullable Slot before, @Nullable Slot after);

    /** Live entries, weakly consistent. */
    Iterator<Map.Entry<Object, Slot>> entries();

    /** Removes everything without a word to listeners or writers. */
    void clear();

    /** Calls back with each entry that is found expired, once. */
    void onExpired(BiConsumer<Object, Slot> listener);
}
