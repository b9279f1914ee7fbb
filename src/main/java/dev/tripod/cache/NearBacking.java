package dev.tripod.cache;

import dev.tripod.broadcast.Broadcaster;
import dev.tripod.broadcast.Envelope;
import dev.tripod.broadcast.Topic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Copies near the caller of entries that are kept elsewhere. A copy is trusted for a limited time, and only while this
 * instance hears what others change: whoever changes an entry tells all, and they drop their copies. Listens from
 * the first copy on, and until none was read for that time.
 */
final class NearBacking implements Backing, Broadcaster.Listener {
    private static final int MOST = 100_000;

    /**
     * An entry as it was read or written here.
     *
     * @param slot null while it is on its way; a copy that was dropped meanwhile is not put back
     */
    private record Copy(@Nullable Slot slot, long since) {}

    private final Backing shared;
    private final Broadcaster broadcaster;
    private final Topic topic;
    private final KeyText names;
    private final long trustedFor;
    private final InstantSource clock;
    private final String self = UUID.randomUUID().toString();

    /** Written by callers, dropped by whoever hears of a change; each step is atomic for its key. */
    private final Map<Object, Copy> copies = new ConcurrentHashMap<>();

    /** Guarded by this; read without it by callers, who at worst ask the store once more. */
    private volatile Broadcaster.@Nullable Subscription listening;

    NearBacking(
            Backing shared,
            Broadcaster broadcaster,
            Topic topic,
            KeyText names,
            Duration trustedFor,
            InstantSource clock) {
        this.shared = shared;
        this.broadcaster = broadcaster;
        this.topic = topic;
        this.names = names;
        this.trustedFor = trustedFor.toMillis();
        this.clock = clock;
    }

    @Override
    public @Nullable Slot read(Object key) {
        var copy = copies.get(key);
        if (copy != null && copy.slot() != null && fresh(copy) && hearing()) {
            return copy.slot();
        }
        var mark = mark(key);
        var slot = shared.read(key);
        settle(key, mark, slot);
        return slot;
    }

    private boolean fresh(Copy copy) {
        return clock.millis() - copy.since() < trustedFor;
    }

    private boolean hearing() {
        var subscription = listening;
        return subscription != null && subscription.live();
    }

    @Override
    public boolean swap(Object key, @Nullable Slot before, @Nullable Slot after) {
        var mark = mark(key);
        if (!shared.swap(key, before, after)) {
            copies.remove(key);
            return false;
        }
        settle(key, mark, after);
        if (before != null) { // of what was not there nobody has a copy
            tell(key, after);
        }
        return true;
    }

    @Override
    public @Nullable Slot exchange(Object key, @Nullable Slot after) {
        var mark = mark(key);
        var before = shared.exchange(key, after);
        settle(key, mark, after);
        if (before != null) {
            tell(key, after);
        }
        return before;
    }

    @Override
    public void put(Object key, Slot after) {
        var mark = mark(key);
        shared.put(key, after);
        settle(key, mark, after);
        tell(key, after);
    }

    private Copy mark(Object key) {
        listen();
        var mark = new Copy(null, clock.millis());
        copies.put(key, mark);
        return mark;
    }

    /** Puts the copy where its mark still is: no change was heard of since. */
    private void settle(Object key, Copy mark, @Nullable Slot slot) {
        if (slot == null || copies.size() > MOST) {
            copies.remove(key, mark);
        } else {
            copies.replace(key, mark, new Copy(slot, mark.since()));
        }
    }

    /** Has the others drop their copies, unless old ones do no harm. */
    private void tell(Object key, @Nullable Slot after) {
        if (after != null && after.quiet) {
            return;
        }
        publish(self + " " + names.write(key));
    }

    private void publish(String payload) {
        var unused = broadcaster.publish(topic, payload);
    }

    @Override
    public void received(Envelope envelope) {
        var words = envelope.payload().split(" ", 2);
        if (words.length == 1) {
            copies.clear();
        } else if (!words[0].equals(self)) {
            var key = names.read(words[1]);
            copies.remove(key);
            shared.forget(key);
        }
    }

    /** A reading under way makes no copy either: it may have begun before what the caller wants to see. */
    @Override
    public void dropCopy(Object key) {
        copies.remove(key);
    }

    /** An entry has been changed in the store by this instance, but not through here. */
    void changed(Object key) {
        copies.remove(key);
        tell(key, null);
    }

    @Override
    public void gap() {
        copies.clear();
    }

    private void listen() {
        if (listening == null) {
            synchronized (this) {
                if (listening == null) {
                    listening = broadcaster.subscribe(topic, this);
                }
            }
        }
    }

    /** Forgets copies that are not trusted any more, and stops listening when none is left. Called now and then. */
    void tidy() {
        copies.values().removeIf(copy -> !fresh(copy));
        if (copies.isEmpty()) {
            close();
        }
    }

    @Override
    public long expiresAt(Object key, Slot slot) {
        return shared.expiresAt(key, slot);
    }

    @Override
    public Iterator<Map.Entry<Object, Slot>> entries() {
        return shared.entries();
    }

    @Override
    public void clear() {
        shared.clear();
        copies.clear();
        publish(self);
    }

    @Override
    public synchronized void close() {
        var subscription = listening;
        listening = null;
        copies.clear();
        if (subscription != null) {
            subscription.close();
        }
    }

    @Override
    public void lost(int tries) {
        shared.lost(tries);
    }

    @Override
    public void onExpired(BiConsumer<Object, Slot> listener) {
        shared.onExpired(listener);
    }
}
