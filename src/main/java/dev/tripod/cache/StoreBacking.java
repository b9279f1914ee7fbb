package dev.tripod.cache;

import dev.tripod.store.KeyValueStore;
import dev.tripod.store.Lifetime;
import dev.tripod.store.StoreException;
import dev.tripod.upstash.Command;
import dev.tripod.upstash.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Entries in the key-value store, one key each, with the store's own expiry: every method but {@link #entries} and
 * {@link #clear} is one command. Values are held as {@link Encoded} bytes, which also are what a swap compares. The
 * calling thread waits for the answer; the store bounds how long that takes.
 */
final class StoreBacking implements Backing {
    private static final int PAGE = 500;

    private final KeyValueStore store;
    private final String prefix;
    private final KeyText names;
    private final InstantSource clock;

    /** Keeps entries under names that begin with the prefix. */
    StoreBacking(KeyValueStore store, String prefix, KeyText names, InstantSource clock) {
        this.store = store;
        this.prefix = prefix;
        this.names = names;
        this.clock = clock;
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
        var lifetime = Duration.ofMillis(Math.max(1, end - clock.millis()));
        return end == Slot.ETERNAL ? read(key) : slot(await(store.getAndExpire(name(key), lifetime)));
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
    public long expiresAt(Object key, Slot slot) {
        if (slot.expiresAt != Slot.AS_IT_IS) {
            return slot.expiresAt;
        }
        var reply = await(store.execute(Command.of("PTTL", name(key))));
        var left = reply instanceof Reply.Int number ? number.value() : -1;
        return left < 0 ? Slot.ETERNAL : clock.millis() + left;
    }

    @Override
    public Iterator<Map.Entry<Object, Slot>> entries() {
        return names().flatMap(name -> Optional.ofNullable(slot(await(store.get(name)))).stream()
                        .map(slot -> Map.entry(names.read(name.substring(prefix.length())), slot)))
                .iterator();
    }

    /** All names there are, in pages that are asked for as they are needed. */
    private Stream<String> names() {
        var pages = new Pages(store, prefix, PAGE);
        return StreamSupport.stream(pages.spliterator(), false).flatMap(List::stream);
    }

    @Override
    public void clear() {
        for (var page : new Pages(store, prefix, PAGE)) {
            if (!page.isEmpty()) {
                await(store.execute(Command.of("DEL", page.toArray())));
            }
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
        return found.map(bytes -> new Slot(new Encoded(bytes), Slot.AS_IT_IS, bytes.length))
                .orElse(null);
    }

    private Lifetime lifetime(Slot slot) {
        if (slot.expiresAt == Slot.AS_IT_IS) {
            return Lifetime.UNCHANGED;
        }
        return slot.eternal()
                ? Lifetime.ENDLESS
                : Lifetime.of(Duration.ofMillis(Math.max(1, slot.expiresAt - clock.millis())));
    }

    static <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StoreException store ? store : e;
        }
    }

    /** Pages of names by SCAN; a name that comes twice is the scan's right, and does no harm here. */
    private record Pages(KeyValueStore store, String prefix, int size) implements Iterable<List<String>> {
        @Override
        public Iterator<List<String>> iterator() {
            return new Iterator<>() {
                private String cursor = "0";
                private boolean done;

                @Override
                public boolean hasNext() {
                    return !done;
                }

                @Override
                public List<String> next() {
                    var scan = Command.of("SCAN", cursor, "MATCH", literal(prefix) + "*", "COUNT", size);
                    var page = ((Reply.Array) await(store.execute(scan))).items();
                    cursor = text(page.get(0));
                    done = cursor.equals("0");
                    return ((Reply.Array) page.get(1))
                            .items().stream().map(Pages::text).toList();
                }
            };
        }

        private static String literal(String text) {
            return text.replaceAll("[\\\\*?\\[\\]]", "\\\\$0");
        }

        private static String text(Reply reply) {
            return new String(((Reply.Bulk) reply).bytes(), StandardCharsets.UTF_8);
        }
    }
}
