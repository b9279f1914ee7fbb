package dev.tripod.cache;

import static dev.tripod.cache.BulkCommands.await;

import dev.tripod.store.KeyValueStore;
import dev.tripod.store.Lifetime;
import dev.tripod.upstash.Command;
import dev.tripod.upstash.Reply;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Entries in the key-value store, one key each, with the store's own expiry: every method for one entry is one command. Values are held as {@link Encoded} bytes, which also are what a swap compares. The
 * calling thread waits for the answer; the store bounds how long that takes.
 */
final class StoreBacking implements Backing {
    private static final long FIRST_WAIT = 500_000;

    private final KeyValueStore store;
    private final String prefix;
    private final KeyText names;
    private final InstantSource clock;
    private final BulkCommands bulk;

    /** Keeps entries under names that begin with the prefix. */
    StoreBacking(KeyValueStore store, String prefix, KeyText names, InstantSource clock) {
        this.store = store;
        this.prefix = prefix;
        this.names = names;
        this.clock = clock;
        this.bulk = new BulkCommands(store);
    }

    @Override
    public @Nullable Slot read(Object key) {
        return slot(await(store.get(name(key))));
    }

    @Override
    public boolean readsUntil() {
        return true;
    }

    @Override
    public @Nullable Slot readUntil(Object key, long end) {
        var lifetime = lifetime(end);
        return lifetime.isEmpty() ? read(key) : slot(await(store.getAndExpire(name(key), lifetime.get())));
    }

    @Override
    public boolean swap(Object key, @Nullable Slot before, @Nullable Slot after) {
        if (before == null) {
            return after == null || await(store.setIfAbsent(name(key), bytes(after), lifetime(after)));
        }
        return after == null
                ? await(store.compareAndDelete(name(key), bytes(before)))
                : await(store.compareAndSet(name(key), bytes(before), bytes(after), lifetime(after)));
    }

    @Override
    public @Nullable Slot exchange(Object key, @Nullable Slot after) {
        return slot(await(
                after == null ? store.take(name(key)) : store.getAndSet(name(key), bytes(after), lifetime(after))));
    }

    @Override
    public void put(Object key, Slot after) {
        await(store.set(name(key), bytes(after), lifetime(after)));
    }

    @Override
    public @Nullable Slot exchangePresent(Object key, Slot after) {
        return slot(await(store.getAndReplace(name(key), bytes(after), lifetime(after))));
    }

    @Override
    public boolean comparesForms() {
        return true;
    }

    /** At first at once, then after a random while that grows, so that many who want the same entry get out of step. */
    @Override
    public void lost(int tries) {
        if (tries > 0) {
            var most = FIRST_WAIT << Math.min(tries, 6);
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most));
        }
    }

    @Override
    public Map<Object, Slot> readAll(Collection<Object> keys, long end) {
        var byName = new LinkedHashMap<String, Object>();
        keys.forEach(key -> byName.put(name(key), key));
        var found = new HashMap<Object, Slot>();
        bulk.read(List.copyOf(byName.keySet()), lifetime(end))
                .forEach((name, bytes) -> found.put(Objects.requireNonNull(byName.get(name)), slot(bytes)));
        return found;
    }

    @Override
    public void putAll(Map<Object, Slot> entries) {
        var values = new LinkedHashMap<String, byte[]>();
        entries.forEach((key, slot) -> values.put(name(key), bytes(slot)));
        if (!values.isEmpty()) {
            await(store.setAll(values, lifetime(entries.values().iterator().next())));
        }
    }

    @Override
    public long removeAll(Collection<Object> keys) {
        return bulk.remove(keys.stream().map(this::name).toList());
    }

    @Override
    public Iterator<Object> keys() {
        return StreamSupport.stream(bulk.names(prefix).spliterator(), false)
                .flatMap(List::stream)
                .distinct()
                .map(this::key)
                .iterator();
    }

    @Override
    public long expiresAt(Object key, Slot slot) {
        if (slot.expiresAt != Slot.AS_IT_IS) {
            return slot.expiresAt;
        }
        var reply = await(store.execute(Command.of("PTTL", name(key))));
        var left = reply instanceof Reply.Int number ? number.value() : -1;
        return left < 0 ? Slot.ETERNAL : clock.millis() + left;
    }

    /** A scan may find a name twice; it is told once. */
    @Override
    public Iterator<Map.Entry<Object, Slot>> entries() {
        var seen = new HashSet<String>();
        return StreamSupport.stream(bulk.names(prefix).spliterator(), false)
                .map(page -> page.stream().filter(seen::add).toList())
                .flatMap(page -> bulk.read(page, Optional.empty()).entrySet().stream())
                .map(found -> Map.entry(key(found.getKey()), slot(found.getValue())))
                .iterator();
    }

    @Override
    public void clear() {
        for (var page : bulk.names(prefix)) {
            bulk.remove(page);
        }
    }

    /** What is in the store stays there for the others. */
    @Override
    public void close() {}

    @Override
    public void onExpired(BiConsumer<Object, Slot> listener) {}

    private String name(Object key) {
        return prefix + names.write(key);
    }

    private static byte[] bytes(Slot slot) {
        return ((Encoded) slot.held).bytes;
    }

    private static @Nullable Slot slot(Optional<byte[]> found) {
        return found.map(StoreBacking::slot).orElse(null);
    }

    private static Slot slot(byte[] bytes) {
        return new Slot(new Encoded(bytes), Slot.AS_IT_IS, bytes.length);
    }

    private Object key(String name) {
        return names.read(name.substring(prefix.length()));
    }

    /** How long an entry still lives that expires then; empty when that stays as it is. */
    private Optional<Duration> lifetime(long end) {
        return end == Slot.AS_IT_IS || end == Slot.ETERNAL
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(Math.max(1, end - clock.millis())));
    }

    private Lifetime lifetime(Slot slot) {
        if (slot.expiresAt == Slot.AS_IT_IS) {
            return Lifetime.UNCHANGED;
        }
        return slot.eternal()
                ? Lifetime.ENDLESS
                : Lifetime.of(Duration.ofMillis(Math.max(1, slot.expiresAt - clock.millis())));
    }
}
