package dev.tripod.cache;

import java.util.Collection;
import java.util.HashMap;
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

    /** Puts {@code after} in the place of what there is, and answers that; where there is nothing it does nothing. */
    default @Nullable Slot exchangePresent(Object key, Slot after) {
        for (var tries = 0; ; tries++) {
            var before = read(key);
            if (before == null || swap(key, before, after)) {
                return before;
            }
            lost(tries);
        }
    }

    /** Whether {@link #swap} compares what the slots hold, so that the slot before need not have been read. */
    default boolean comparesForms() {
        return false;
    }

    /** Lets others go first after so many lost races. */
    default void lost(int tries) {
        Thread.onSpinWait();
    }

    /**
     * The live entries of these keys, by key.
     *
     * @param end when they expire from now on, where {@link #readsUntil}; {@link Slot#AS_IT_IS} leaves that as it is
     */
    default Map<Object, Slot> readAll(Collection<Object> keys, long end) {
        var found = new HashMap<Object, Slot>();
        for (var key : keys) {
            var slot = end == Slot.AS_IT_IS ? read(key) : readUntil(key, end);
            if (slot != null) {
                found.put(key, slot);
            }
        }
        return found;
    }

    /** Puts all these entries, each in the place of whatever is there; not one step. All expire at the same time. */
    default void putAll(Map<Object, Slot> entries) {
        entries.forEach(this::put);
    }

    /** Removes the entries of these keys, not in one step, and tells how many there were. */
    default long removeAll(Collection<Object> keys) {
        return keys.stream().filter(key -> exchange(key, null) != null).count();
    }

    /** Keys of live entries, weakly consistent. */
    default Iterator<Object> keys() {
        var entries = entries();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return entries.hasNext();
            }

            @Override
            public Object next() {
                return entries.next().getKey();
            }
        };
    }

    /** When an entry that was read expires, in milliseconds of the cache's clock. */
    default long expiresAt(Object key, Slot slot) {
        return slot.expiresAt;
    }

    /** Has the next reading answer what is there, not a copy near the caller. */
    default void dropCopy(Object key) {}

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
