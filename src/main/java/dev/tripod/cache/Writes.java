package dev.tripod.cache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What puts and replaces entries. */
final class Writes<K, V> {
    private final Steps<K, V> steps;
    private final CacheParts<K, V> parts;
    private final External<K, V> external;

    Writes(Steps<K, V> steps) {
        this.steps = steps;
        this.parts = steps.parts;
        this.external = steps.external;
    }

    void put(K key, V value) {
        if (parts.plainWrites()) {
            var heldKey = parts.keys().hold(key);
            var end = parts.lifetimes().forWrite(parts.clock()::millis);
            parts.backing().put(heldKey, Slot.of(heldKey, parts.values().hold(value), end));
        } else {
            put(key, value, attempt -> attempt.put(value));
        }
    }

    void put(K key, V value, Consumer<Attempt<K, V>> put) {
        write(key, attempt -> {
            external.write(key, value);
            put.accept(attempt);
            return true;
        });
    }

    @Nullable
    V getAndPut(K key, V value, Consumer<Attempt<K, V>> put) {
        return Attempt.replaced(write(key, attempt -> {
            attempt.countLookup();
            attempt.wantOld();
            external.write(key, value);
            put.accept(attempt);
            return attempt;
        }));
    }

    boolean putIfAbsent(K key, V value) {
        return putIfAbsent(key, value, parts.lifetimes().simpleCreations(), attempt -> attempt.put(value));
    }

    boolean putIfAbsent(K key, V value, Duration lifetime) {
        return putIfAbsent(key, value, lifetime.toMillis() > 0, attempt -> attempt.put(value, lifetime));
    }

    /** Where nothing speaks against it nobody looks: what was not absent at the first try was present. */
    private boolean putIfAbsent(K key, V value, boolean simple, Consumer<Attempt<K, V>> put) {
        var blindly = simple && !external.writesThrough();
        var tried = new AtomicBoolean();
        return Boolean.TRUE.equals(this.<Boolean>write(key, attempt -> {
            attempt.countLookup();
            if (blindly) {
                attempt.assume(tried.getAndSet(true));
            }
            if (attempt.present()) {
                return false;
            }
            external.write(key, value);
            put.accept(attempt);
            return true;
        }));
    }

    void putAll(Map<? extends K, ? extends V> map) {
        var unwritten = new ArrayList<External.Pair<K, V>>();
        map.forEach((key, value) -> unwritten.add(new External.Pair<>(key, value)));
        var all = List.copyOf(unwritten);
        RuntimeException failure = null;
        try {
            external.writeAll(unwritten);
        } catch (RuntimeException e) {
            failure = e;
        }
        var left = new HashSet<K>();
        if (failure != null) {
            unwritten.forEach(pair -> left.add(pair.key()));
        }
        putAll(all.stream().filter(pair -> !left.contains(pair.key())).toList());
        if (failure != null) {
            throw failure;
        }
    }

    private void putAll(List<External.Pair<K, V>> pairs) {
        if (!parts.lifetimes().sameForAllWrites() || !parts.tellsNobody()) {
            pairs.forEach(pair -> write(pair.key(), attempt -> {
                attempt.put(pair.value());
                return true;
            }));
            return;
        }
        var start = parts.statistics().start();
        var end = parts.lifetimes().forWrite(parts.clock()::millis);
        var slots = new LinkedHashMap<Object, Slot>();
        pairs.forEach(pair -> {
            var heldKey = parts.keys().hold(pair.key());
            slots.put(heldKey, Slot.of(heldKey, parts.values().hold(pair.value()), end));
        });
        parts.backing().putAll(slots);
        parts.statistics().add(parts.statistics().puts, slots.size());
        parts.statistics().took(parts.statistics().putNanos, start);
    }

    /** Where values have one form the first try does not look but expects. */
    boolean replace(K key, V oldValue, V newValue) {
        if (parts.comparesForms() && parts.lifetimes().simpleUpdates() && !external.writesThrough()) {
            var replaced = steps.attemptOnce(key, attempt -> {
                attempt.countLookup();
                attempt.expect(oldValue);
                attempt.put(newValue);
            });
            if (replaced || !parts.mismatchMatters()) {
                return replaced;
            }
        }
        return Boolean.TRUE.equals(this.<Boolean>write(key, attempt -> {
            attempt.countLookup();
            if (!oldValue.equals(attempt.oldValue())) {
                attempt.access();
                return false;
            }
            external.write(key, newValue);
            attempt.put(newValue);
            return true;
        }));
    }

    @Nullable
    V getAndReplace(K key, V value) {
        if (parts.lifetimes().simpleUpdates() && !external.writesThrough()) {
            return Attempt.replaced(write(key, attempt -> {
                attempt.countLookup();
                attempt.replace(value);
                return attempt;
            }));
        }
        return write(key, attempt -> {
            attempt.countLookup();
            if (attempt.present()) {
                external.write(key, value);
                attempt.put(value);
            }
            return attempt.oldValue();
        });
    }

    private <R> @Nullable R write(K key, Function<Attempt<K, V>, @Nullable R> step) {
        var start = parts.statistics().start();
        var result = steps.attempt(key, step);
        parts.statistics().took(parts.statistics().putNanos, start);
        return result;
    }
}
