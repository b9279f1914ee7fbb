package dev.tripod.cache;

import java.util.Iterator;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a cache's entries are: in a map of objects, or in the key-value store. Keys are in the form that is held. A change
 * that depends on what was there is a compare-and-set, so that whoever lost a race tries again with what is there now.
 * All methods throw {@link dev.tripod.store.StoreException} when the entries cannot be reached, or when there is no
 * memory left and the cache must not evict.
 */
interface Backing {
    /** The live entry of a key. What has expired is removed on the way. */
    @Nullable
    Slot read(Object key);

    /** Puts {@code after} in the place of {@code before} (null: nothing) if that is still there. */
    boolean swap(Object key, @Nullable Slot before, @Nullable Slot after);

    /** Whether {@link #readUntil} is one step here. */
    default boolean readsUntil() {
        return false;
    }

    /** The live entry of a key, which from now on expires at the given time. */
    default @Nullable Slot readUntil(Object key, long end) {
        throw new UnsupportedOperationException();
    }

    /** Puts {@code after} (null: nothing) in the place of whatever is there, and answers that. */
    @Nullable
    Slot exchange(Object key, @Nullable Slot after);

    /** Puts an entry in the place of whatever is there. */
    default void put(Object key, Slot after) {
        exchange(key, after);
    }

    /** When an entry that was read expires, in milliseconds of the cache's clock. */
    default long expiresAt(Object key, Slot slot) {
        return slot.expiresAt;
    }

    /** Somebody else has changed an entry: what this instance only remembers of it is not true any more. */
    default void forget(Object key) {}

    /** Live entries, weakly consistent. */
    Iterator<Map.Entry<Object, Slot>> entries();

    /** Removes everything without a word to listeners or writers. */
    void clear();

    /** The cache is closed: what only this instance holds is given up. */
    void close();

    /** Calls back with each entry that is found expired, once; a store that forgets by itself never calls. */
    void onExpired(BiConsumer<Object, Slot> listener);
}
