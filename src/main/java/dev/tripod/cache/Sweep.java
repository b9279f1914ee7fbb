package dev.tripod.cache;

import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * Goes round and round the entries of a local cache, a few at a time, on behalf of those who write: to drop what has
 * expired, and to find what was used least recently. Thread-safe.
 */
final class Sweep {
    private static final int STEP = 16;

    private final ConcurrentHashMap<Object, Slot> slots;
    private final Predicate<Map.Entry<Object, Slot>> expireIfDue;
    /** Guards the place; who only wants to move on and finds it taken leaves that to its holder. */
    private final ReentrantLock moving = new ReentrantLock();

    private Iterator<Map.Entry<Object, Slot>> place;

    /** Asks the predicate to drop what it finds expired, and to tell whether it did. */
    Sweep(ConcurrentHashMap<Object, Slot> slots, Predicate<Map.Entry<Object, Slot>> expireIfDue) {
        this.slots = slots;
        this.expireIfDue = expireIfDue;
        this.place = slots.entrySet().iterator();
    }

    /** Drops what has expired among the next few. */
    void moveOn() {
        if (!moving.tryLock()) {
            return;
        }
        try {
            beginAnew();
            for (var i = 0; i < STEP && place.hasNext(); i++) {
                var unused = expireIfDue.test(place.next());
            }
        } finally {
            moving.unlock();
        }
    }

    /** Among the next few the one that was used least recently; empty when one has expired instead, or none is there. */
    Optional<Map.Entry<Object, Slot>> leastUsed() {
        moving.lock();
        try {
            beginAnew();
            Map.Entry<Object, Slot> oldest = null;
            for (var i = 0; i < STEP && place.hasNext(); i++) {
                var next = place.next();
                if (expireIfDue.test(next)) {
                    return Optional.empty();
                }
                if (oldest == null || next.getValue().used - oldest.getValue().used < 0) {
                    oldest = next;
                }
            }
            return Optional.ofNullable(oldest);
        } finally {
            moving.unlock();
        }
    }

    private void beginAnew() {
        if (!place.hasNext()) {
            place = slots.entrySet().iterator();
        }
    }
}
