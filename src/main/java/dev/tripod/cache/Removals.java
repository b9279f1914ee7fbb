package dev.tripod.cache;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What removes entries. */
final class Removals<K, V> {
    private static final int BATCH = 500;

    private final Steps<K, V> steps;
    private final CacheParts<K, V> parts;
    private final External<K, V> external;

    Removals(Steps<K, V> steps) {
        this.steps = steps;
        this.parts = steps.parts;
        this.external = steps.external;
    }

    boolean remove(K key) {
        var done = erase(key, attempt -> {
            external.delete(key);
            attempt.remove();
            return attempt;
        });
        return done != null && done.present();
    }

    /** Where values have one form the first try does not look but expects. */
    boolean remove(K key, V oldValue) {
        if (parts.comparesForms() && !external.writesThrough()) {
            var removed = steps.attemptOnce(key, attempt -> {
                attempt.countLookup();
                attempt.expect(oldValue);
                attempt.remove();
            });
            if (removed || !parts.mismatchMatters()) {
                return removed;
            }
        }
        return Boolean.TRUE.equals(this.<Boolean>erase(key, attempt -> {
            attempt.countLookup();
            if (!oldValue.equals(attempt.oldValue())) {
                attempt.access();
                return false;
            }
            external.delete(key);
            attempt.remove();
            return true;
        }));
    }

    @Nullable
    V getAndRemove(K key) {
        return Attempt.replaced(erase(key, attempt -> {
            attempt.countLookup();
            external.delete(key);
            attempt.remove();
            return attempt;
        }));
    }

    void removeAll(Set<? extends K> keys) {
        var undeleted = new HashSet<K>(keys);
        RuntimeException failure = null;
        try {
            external.deleteAll(undeleted);
        } catch (RuntimeException e) {
            failure = e;
        }
        var left = failure == null ? Set.<K>of() : undeleted;
        eraseAll(keys.stream().filter(key -> !left.contains(key)).toList());
        if (failure != null) {
            throw failure;
        }
    }

    private void eraseAll(List<? extends K> keys) {
        if (parts.tellsNobody()) {
            eraseHeld(keys.stream().map(parts.keys()::hold).toList());
        } else {
            keys.forEach(key -> this.<Boolean>erase(key, attempt -> {
                attempt.remove();
                return true;
            }));
        }
    }

    private void eraseHeld(List<Object> held) {
        var start = parts.statistics().start();
        parts.statistics().add(parts.statistics().removals, parts.backing().removeAll(held));
        parts.statistics().took(parts.statistics().removeNanos, start);
    }

    /** Removes everything; where nobody has to hear of it, batch by batch as the keys are found. */
    void removeAll() {
        var keys = parts.backing().keys();
        var silent = parts.tellsNobody() && !external.writesThrough();
        while (keys.hasNext()) {
            var batch = new ArrayList<Object>();
            while (keys.hasNext() && (!silent || batch.size() < BATCH)) {
                batch.add(keys.next());
            }
            if (silent) {
                eraseHeld(batch);
            } else {
                removeAll(new HashSet<>(batch.stream().map(parts.keys()::give).toList()));
            }
        }
    }

    private <R> @Nullable R erase(K key, Function<Attempt<K, V>, @Nullable R> step) {
        var start = parts.statistics().start();
        var result = steps.attempt(key, step);
        parts.statistics().took(parts.statistics().removeNanos, start);
        return result;
    }
}
