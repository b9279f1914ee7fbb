package dev.tripod.cache;

import java.time.Duration;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * One try at changing one entry: what was there, what shall be there, and what to count and tell once the backing has
 * taken it. A lost race throws it away. What was there is read when somebody asks, and only then has to be there still
 * when the change is committed: a change that nobody's look led to is a single step.
 */
final class Attempt<K, V> {
    private static final long NOT_READ = Long.MIN_VALUE;

    final K key;

    private final Object heldKey;
    private final CacheParts<K, V> parts;
    /** Read when somebody asks; eternal entries need no time. */
    private long now = NOT_READ;

    private boolean looked;
    private @Nullable Slot before;
    private boolean written;
    private @Nullable Slot after;
    private @Nullable V newValue;
    private boolean wantsOld;
    private boolean lookedUp;
    private boolean put;
    private boolean removed;
    private boolean expired;
    private boolean quiet;
    private boolean onlyIfPresent;

    Attempt(CacheParts<K, V> parts, K key, Object heldKey) {
        this.parts = parts;
        this.key = key;
        this.heldKey = heldKey;
    }

    private long now() {
        if (now == NOT_READ) {
            now = parts.clock().millis();
        }
        return now;
    }

    private @Nullable Slot before() {
        if (!looked) {
            looked = true;
            before = parts.backing().read(heldKey);
        }
        return before;
    }

    /** Goes on as if there was something, or nothing; in that case the commit fails when there is something. */
    void assume(boolean present) {
        looked = true;
        before = present ? Slot.ANY : null;
    }

    /** Goes on as if there was this value; the commit fails when there is another one or none. */
    void expect(V value) {
        looked = true;
        before = Slot.of(heldKey, parts.values().hold(value), Slot.AS_IT_IS);
    }

    /** Whether there was something when the step looked. */
    boolean present() {
        return before() != null;
    }

    /** Has the commit tell what it replaced, should the step not look itself. */
    void wantOld() {
        wantsOld = true;
    }

    /** The value that was there, as the caller may have it. */
    @Nullable
    V oldValue() {
        var slot = before();
        return slot == null ? null : parts.values().give(slot.held);
    }

    /** What a committed attempt has replaced. */
    static <V> @Nullable V replaced(@Nullable Attempt<?, V> committed) {
        return committed == null ? null : committed.oldValue();
    }

    /** Counts as a look-up that found what was there, or nothing. */
    void countLookup() {
        lookedUp = true;
    }

    /** Lets the expiry policy know that the entry was read. */
    void access() {
        var slot = before();
        if (slot != null && parts.lifetimes().accessMatters()) {
            var end = parts.lifetimes().forAccess(now(), slot.expiresAt);
            if (end != slot.expiresAt) {
                keep(slot.held, end);
            }
        }
    }

    /** Puts a value whose expiry the policy decides. */
    void put(V value) {
        put(value, end());
    }

    private long end() {
        var lifetimes = parts.lifetimes();
        if (lifetimes.sameForAllWrites()) {
            return lifetimes.forWrite(this::now);
        }
        var slot = before();
        return slot == null ? lifetimes.forCreation(now()) : lifetimes.forUpdate(now(), slot.expiresAt);
    }

    /** Puts a value with a lifetime of its own. */
    void put(V value, Duration lifetime) {
        put(value, Math.addExact(now(), lifetime.toMillis()));
    }

    /** Puts a value that others need not hear of. */
    void putQuietly(V value, Duration lifetime) {
        quiet = true;
        put(value, lifetime);
    }

    private void put(V value, long end) {
        put = true;
        newValue = value;
        keep(parts.values().hold(value), end);
    }

    /** Puts a value in the place of what the commit finds; nothing where it finds nothing. */
    void replace(V value) {
        onlyIfPresent = true;
        put(value, parts.lifetimes().forUpdate(now(), Slot.AS_IT_IS));
    }

    /** Puts what a loader has brought, which is no put of the caller's. */
    void load(V value) {
        put(value);
        put = false;
    }

    private void keep(Object held, long end) {
        expired = end != Slot.ETERNAL && end <= now();
        written = true;
        after = expired ? null : new Slot(held, end, Weigher.weigh(heldKey, held), quiet);
    }

    void remove() {
        written = true;
        removed = true;
        after = null;
        newValue = null;
        expired = false;
    }

    /** How long what was there still lives, in milliseconds; {@link Slot#ETERNAL} for ever. */
    long remaining() {
        var slot = before();
        if (slot == null) {
            return Slot.ETERNAL;
        }
        var end = parts.backing().expiresAt(heldKey, slot);
        return end == Slot.ETERNAL ? Slot.ETERNAL : end - now();
    }

    /** Hands the change to the backing; false when another change came between the look and this. */
    boolean commit() {
        if (lookedUp && parts.statistics().enabled()) {
            lookForTheCount();
        }
        if (!changed()) {
            return true;
        }
        var slot = after;
        if (looked) {
            return parts.backing().swap(heldKey, before, slot);
        }
        if (slot != null && onlyIfPresent) {
            before = parts.backing().exchangePresent(heldKey, slot);
            looked = true;
            written = before != null;
            put = written;
        } else if (slot != null && !wantsOld && parts.tellsNobody()) {
            parts.backing().put(heldKey, slot);
        } else {
            before = parts.backing().exchange(heldKey, slot);
            looked = true;
        }
        return true;
    }

    /** A hit and a miss are told apart by a look, or by what a write replaces. */
    private void lookForTheCount() {
        if (written) {
            wantsOld = true;
        } else {
            before();
        }
    }

    private boolean changed() {
        return written && !(looked && after == before);
    }

    /** Counts what the committed attempt has done. */
    void count(Statistics statistics) {
        if (statistics.enabled()) {
            if (lookedUp) {
                (before == null ? statistics.misses : statistics.hits).increment();
            }
            if (put && !(expired && before == null)) {
                statistics.puts.increment();
            }
            if (removed && before != null) {
                statistics.removals.increment();
            }
        }
    }

    /** What listeners have to be told, if anything. */
    @Nullable
    Change<K, V> change(JsrCache<K, V> cache) {
        if (!changed()) {
            return null;
        }
        var old = before == null ? null : parts.values().give(before.held);
        if (before != null && after == null) {
            var type = expired ? EventType.EXPIRED : EventType.REMOVED;
            return new Change<>(cache, type, key, old, old);
        }
        if (after == null || newValue == null) {
            return null;
        }
        var type = before == null ? EventType.CREATED : EventType.UPDATED;
        return new Change<>(cache, type, key, parts.values().give(after.held), old);
    }
}
