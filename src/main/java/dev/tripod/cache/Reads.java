package dev.tripod.cache;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What reads a cache, and what loads into it. */
final class Reads<K, V> {
    private final Steps<K, V> steps;
    private final CacheParts<K, V> parts;
    private final External<K, V> external;
    private final Backing backing;
    private final Keeper<K> keys;
    private final Keeper<V> values;
    private final Statistics statistics;
    /** Whether nothing hangs on a read but its value. */
    private final boolean plain;

    Reads(Steps<K, V> steps) {
        this.steps = steps;
        this.parts = steps.parts;
        this.external = steps.external;
        this.backing = parts.backing();
        this.keys = parts.keys();
        this.values = parts.values();
        this.statistics = parts.statistics();
        this.plain = !parts.lifetimes().accessMatters() && !external.readsThrough();
    }

    @Nullable
    V get(K key) {
        if (plain && !statistics.enabled()) {
            var slot = backing.read(keys.hold(key));
            return slot == null ? null : values.give(slot.held);
        }
        return measured(key);
    }

    @Nullable
    V getFresh(K key) {
        backing.dropCopy(keys.hold(key));
        return get(key);
    }

    private @Nullable V measured(K key) {
        var start = parts.statistics().start();
        var value = oneStep() ? peek(key) : steps.attempt(key, this::getOrLoad);
        parts.statistics().took(parts.statistics().getNanos, start);
        return value;
    }

    /** Whether nothing has to be decided between the look and what it does to the entry's life. */
    private boolean oneStep() {
        return !parts.lifetimes().accessMatters()
                || (parts.lifetimes().sameForAllReads() && parts.backing().readsUntil());
    }

    /** When an entry expires that is read now, where that is one step. */
    private long endOfRead() {
        return parts.lifetimes().accessMatters()
                ? parts.lifetimes().forAccess(parts.clock().millis(), Slot.AS_IT_IS)
                : Slot.AS_IT_IS;
    }

    /** Reads in one step; only what is not there may have to be loaded. */
    private @Nullable V peek(K key) {
        var held = parts.keys().hold(key);
        var end = endOfRead();
        var slot = end == Slot.AS_IT_IS
                ? parts.backing().read(held)
                : parts.backing().readUntil(held, end);
        if (slot != null) {
            parts.statistics().add(parts.statistics().hits, 1);
            return parts.values().give(slot.held);
        }
        if (external.readsThrough()) {
            return steps.attempt(key, this::getOrLoad);
        }
        parts.statistics().add(parts.statistics().misses, 1);
        return null;
    }

    private @Nullable V getOrLoad(Attempt<K, V> attempt) {
        attempt.countLookup();
        if (attempt.present()) {
            attempt.access();
            return attempt.oldValue();
        }
        var loaded = external.readsThrough() ? external.load(attempt.key) : null;
        if (loaded != null) {
            attempt.load(loaded);
        }
        return loaded;
    }

    Map<K, V> getAll(Set<? extends K> keys) {
        var found = new HashMap<K, V>();
        if (!oneStep()) {
            keys.forEach(key -> keep(found, key, get(key)));
            return found;
        }
        var start = parts.statistics().start();
        var wanted = new LinkedHashMap<Object, K>();
        keys.forEach(key -> wanted.put(parts.keys().hold(key), key));
        parts.backing().readAll(wanted.keySet(), endOfRead()).forEach((held, slot) -> {
            found.put(
                    Objects.requireNonNull(wanted.remove(held)), parts.values().give(slot.held));
        });
        parts.statistics().add(parts.statistics().hits, found.size());
        parts.statistics().add(parts.statistics().misses, wanted.size());
        if (external.readsThrough() && !wanted.isEmpty()) {
            external.loadAll(List.copyOf(wanted.values()))
                    .forEach((key, value) -> keep(found, key, value == null ? null : loadIfAbsent(key, value)));
        }
        parts.statistics().took(parts.statistics().getNanos, start);
        return found;
    }

    private static <K, V> void keep(Map<K, V> found, K key, @Nullable V value) {
        if (value != null) {
            found.put(key, value);
        }
    }

    private @Nullable V loadIfAbsent(K key, V value) {
        return steps.attempt(key, loading -> {
            if (loading.present()) {
                return loading.oldValue();
            }
            loading.load(value);
            return value;
        });
    }

    boolean containsKey(K key) {
        return parts.backing().read(parts.keys().hold(key)) != null;
    }

    /** Loads in the calling thread. */
    void load(Set<K> keys, boolean replaceExisting) {
        if (!replaceExisting) {
            keys.removeIf(this::containsKey);
        }
        external.loadAll(keys).forEach((key, value) -> {
            if (value != null && replaceExisting) {
                steps.attempt(key, loading -> {
                    loading.load(value);
                    return true;
                });
            } else if (value != null) {
                loadIfAbsent(key, value);
            }
        });
    }

    /** Counts an entry that an iteration came by, and lets the expiry policy know that it was read. */
    void passed(K key) {
        if (parts.lifetimes().accessMatters()) {
            get(key);
        } else {
            parts.statistics().add(parts.statistics().hits, 1);
        }
    }
}
