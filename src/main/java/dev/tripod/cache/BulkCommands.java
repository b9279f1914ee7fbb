package dev.tripod.cache;

import dev.tripod.store.KeyValueStore;
import dev.tripod.store.StoreException;
import dev.tripod.upstash.Command;
import dev.tripod.upstash.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Reads, removes and finds many keys of the store at once; the calling thread waits. */
record BulkCommands(KeyValueStore store) {
    private static final int PAGE = 500;
    private static final int BATCH = 100;

    /** The values there are, by name; a lifetime is what they have from now on. Answers that are too large are halved. */
    Map<String, byte[]> read(List<String> names, Optional<Duration> lifetime) {
        var batches = batches(names, BATCH);
        var answers = batches.stream().map(batch -> ask(batch, lifetime)).toList();
        var found = new LinkedHashMap<String, byte[]>();
        for (var i = 0; i < batches.size(); i++) {
            found.putAll(found(batches.get(i), answers.get(i), lifetime));
        }
        return found;
    }

    private CompletableFuture<List<Optional<byte[]>>> ask(List<String> names, Optional<Duration> lifetime) {
        return lifetime.map(life -> store.getAllAndExpire(names, life)).orElseGet(() -> store.getAll(names));
    }

    private Map<String, byte[]> found(
            List<String> names, CompletableFuture<List<Optional<byte[]>>> answer, Optional<Duration> lifetime) {
        try {
            var values = await(answer);
            var found = new LinkedHashMap<String, byte[]>();
            for (var i = 0; i < names.size(); i++) {
                var name = names.get(i);
                values.get(i).ifPresent(bytes -> found.put(name, bytes));
            }
            return found;
        } catch (StoreException e) {
            if (e.reason() != StoreException.Reason.REFUSED || names.size() == 1) {
                throw e;
            }
            var half = names.size() / 2;
            var found = new LinkedHashMap<>(read(names.subList(0, half), lifetime));
            found.putAll(read(names.subList(half, names.size()), lifetime));
            return found;
        }
    }

    /** Removes keys and tells how many there were. */
    long remove(List<String> names) {
        var answers = batches(names, PAGE).stream().map(store::deleteAll).toList();
        return answers.stream().mapToLong(BulkCommands::await).sum();
    }

    private static List<List<String>> batches(List<String> names, int size) {
        var batches = new ArrayList<List<String>>();
        for (var from = 0; from < names.size(); from += size) {
            batches.add(names.subList(from, Math.min(names.size(), from + size)));
        }
        return batches;
    }

    /** All names with a prefix by SCAN, in pages that are asked for as they are needed; a name may come twice. */
    Iterable<List<String>> names(String prefix) {
        return () -> new Iterator<>() {
            private String cursor = "0";
            private boolean done;

            @Override
            public boolean hasNext() {
                return !done;
            }

            @Override
            public List<String> next() {
                if (done) {
                    throw new NoSuchElementException();
                }
                var scan = Command.of("SCAN", cursor, "MATCH", literal(prefix) + "*", "COUNT", PAGE);
                var page = ((Reply.Array) await(store.execute(scan))).items();
                cursor = text(page.get(0));
                done = cursor.equals("0");
                return ((Reply.Array) page.get(1))
                        .items().stream().map(BulkCommands::text).toList();
            }
        };
    }

    private static String literal(String text) {
        return text.replaceAll("[\\\\*?\\[\\]]", "\\\\$0");
    }

    private static String text(Reply reply) {
        return new String(((Reply.Bulk) reply).bytes(), StandardCharsets.UTF_8);
    }

    static <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StoreException store ? store : e;
        }
    }
}
