package dev.tripod.cache;

import java.time.Duration;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * One try at changing one entry: what was there, what shall be there, and what to count and tell once the backing has
 * taken it. A lost race throws it away.
 */
final class Attempt<K, V> {
    final K key;
    final Object heldKey;
    final @Nullable Slot before;

    @Nullable
    Slot after;

    int hits;
    int misses;
    int puts;
    int removals;

    private final CacheParts<K, V> parts;
    private final long now;
    private @Nullable V newValue;
    private boolean expired;

    Attempt(CacheParts<K, V> parts, K key, Object heldKey, @Nullable Slot before) {
        this.parts = parts;
        this.key = key;
        this.heldKey = heldKey;
        this.before = before;
        this.after = before;
        this.now = parts.clock().millis();
    }

    boolean present() {
        return before != null;
    }

    boolean changed() {
        return after != before;
    }

    /** The value that was there, as the caller may have it. */
    @Nullable
    V oldValue() {
        return before == null ? null : parts.values().give(before.held);
    }

    /** Counts as a look-up that found what was there, or nothing. */
    void countLookup() {
        if (before == null) {
            misses++;
        } else {
            hits++;
        }
    }

    /** Lets the expiry policy know that the entry was read. */
    void access() {
        if (before != null && parts.lifetimes().accessMatters()) {
            var end = parts.lifetimes().forAccess(now, before.expiresAt);
            if (end != before.expiresAt) {
                keep(before.held, end);
            }
        }
    }

    /** Puts a value whose expiry the policy decides. */
    void put(V value) {
        var end = before == null
                ? parts.lifetimes().forCreation(now)
                : parts.lifetimes().forUpdate(now, before.expiresAt);
        put(value, end);
    }

    /** Puts a value with a lifetime of its own. */
    void put(V value, Duration lifetime) {
        put(value, Math.addExact(now, lifetime.toMillis()));
    }

    private void put(V value, long end) {
        puts++;
        newValue = value;
        keep(parts.values().hold(value), end);
    }

    private void keep(Object held, long end) {
        expired = end <= now;
        after = expired ? null : new Slot(held, end, Weigher.weigh(heldKey, held));
    }

    void remove() {
        after = null;
        newValue = null;
        if (before != null) {
            removals++;
        }
    }

    /** How long what was there still lives, in milliseconds; {@link Slot#ETERNAL} for ever. */
    long remaining() {
        return before == null || before.eternal() ? Slot.ETERNAL : before.expiresAt - now;
    }

    /** What listeners have to be told, if anything. */
    @Nullable
    Change<K, V> change(JsrCache<K, V> cache) {
        if (before != null && after == null) {
            var type = expired ? EventType.EXPIRED : EventType.REMOVED;
            return new Change<>(cache, type, key, oldValue(), oldValue());
        }
        if (after == null || newValue == null) {
            return null;
        }
        var type = before == null ? EventType.CREATED : EventType.UPDATED;
        return new Change<>(cache, type, key, parts.values().give(after.held), oldValue());
    }
}
