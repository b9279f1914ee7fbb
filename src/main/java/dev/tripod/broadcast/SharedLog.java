package dev.tripod.broadcast;

import dev.tripod.store.KeyValueStore;
import dev.tripod.store.StoreException;
import dev.tripod.upstash.Command;
import dev.tripod.upstash.CommandMeter;
import dev.tripod.upstash.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The logs of all topics in the shared store: a stream each, whose ids are positions. An append is one script, so that
 * the order of the log is also the order in which entries are sent.
 */
final class SharedLog {
    private static final int HISTORY = AppendScript.HISTORY;
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final KeyValueStore store;
    private final CommandMeter meter;
    private final String prefix;
    private final String channel;
    private final InstantSource clock;
    /** The epoch of each log that was written to here; a wrong one costs two commands more and is corrected. */
    private final Map<Topic, Long> epochs = new ConcurrentHashMap<>();

    SharedLog(KeyValueStore store, CommandMeter meter, String prefix, String channel, InstantSource clock) {
        this.store = store;
        this.meter = meter;
        this.prefix = prefix;
        this.channel = channel;
        this.clock = clock;
    }

    /** Appends entries, all or none, and sends them and what goes along; answers their places. */
    CompletableFuture<List<Position>> append(Topic topic, List<EnvelopeCodec.Content> contents, List<String> along) {
        var known = Optional.ofNullable(epochs.get(topic));
        var script = AppendScript.command(key(topic), channel, known, clock.instant(), contents, along);
        return store.inOrderOf(topic).execute(script).thenApply(reply -> {
            var positions = items(reply).stream()
                    .map(id -> Position.parse(text(id)).orElseThrow())
                    .toList();
            var epoch = positions.get(positions.size() - 1).epoch();
            epochs.put(topic, epoch);
            AppendScript.count(meter, contents.size(), known, epoch);
            return positions;
        });
    }

    /** Where entries stand that are kept, by their ids. */
    CompletableFuture<Map<String, Position>> places(Topic topic) {
        return range(topic, "-", HISTORY).thenApply(items -> {
            var places = new HashMap<String, Position>();
            for (var item : items) {
                places.put(content(item).id(), position(item));
            }
            return places;
        });
    }

    private static Position position(Reply item) {
        return Position.parse(text(items(item).get(0))).orElseThrow();
    }

    private static EnvelopeCodec.Content content(Reply item) {
        return EnvelopeCodec.content(text(items(items(item).get(1)).get(1)));
    }

    /** Has the log live on for as long as after an append. */
    CompletableFuture<Void> refresh(Topic topic) {
        return store.execute(Command.of("PEXPIRE", key(topic), AppendScript.KEY_LIFETIME))
                .thenAccept(done -> {});
    }

    /** What the log holds after a position; that position's own entry is read too, as proof that nothing is missing. */
    CompletableFuture<Broadcaster.History> history(Topic topic, Optional<Position> after) {
        var from = after.map(Position::toString).orElse("-");
        return range(topic, from, 2 * HISTORY).thenApply(items -> history(items, after));
    }

    /** Entries from a place on: at once if they are small enough for one answer, else in smaller and smaller parts. */
    private CompletableFuture<List<Reply>> range(Topic topic, String from, int atOnce) {
        return store.execute(Command.of("XRANGE", key(topic), from, "+", "COUNT", atOnce))
                .thenApply(SharedLog::items)
                .exceptionallyCompose(failure -> atOnce > 1 && isTooMuch(failure)
                        ? range(topic, from, Math.max(1, atOnce / 8))
                        : failed(failure))
                .thenCompose(part -> part.size() < atOnce ? done(part) : rest(topic, part, atOnce));
    }

    private CompletableFuture<List<Reply>> rest(Topic topic, List<Reply> part, int atOnce) {
        var next = "(" + position(part.get(part.size() - 1));
        return range(topic, next, atOnce).thenApply(others -> {
            var all = new ArrayList<>(part);
            all.addAll(others);
            return all;
        });
    }

    private static CompletableFuture<List<Reply>> done(List<Reply> part) {
        return CompletableFuture.completedFuture(part);
    }

    private static CompletableFuture<List<Reply>> failed(Throwable failure) {
        return CompletableFuture.failedFuture(failure);
    }

    private static boolean isTooMuch(Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof StoreException store && store.reason() == StoreException.Reason.REFUSED;
    }

    private Broadcaster.History history(List<Reply> items, Optional<Position> after) {
        var oldest = clock.instant().minus(KEPT);
        var end = after.orElse(Position.NONE);
        var complete = after.isEmpty() || isReached(after.get(), items);
        var entries = new ArrayList<Envelope>();
        for (var item : items) {
            var content = content(item);
            end = position(item);
            if (end.equals(after.orElse(null))) {
                continue;
            }
            if (content.moment().isBefore(oldest)) {
                complete &= after.isEmpty();
            } else {
                entries.add(content.at(Optional.of(end)));
            }
        }
        return new Broadcaster.History(List.copyOf(entries), complete, end);
    }

    /** Whether these begin with the entry itself or the very next one. */
    private static boolean isReached(Position after, List<Reply> items) {
        if (items.isEmpty()) {
            return after.equals(Position.NONE);
        }
        var first = position(items.get(0));
        return first.equals(after) || first.before().equals(after);
    }

    private String key(Topic topic) {
        return prefix + "log:" + topic.name();
    }

    private static List<Reply> items(Reply reply) {
        return ((Reply.Array) reply).items();
    }

    private static String text(Reply reply) {
        return new String(((Reply.Bulk) reply).bytes(), StandardCharsets.UTF_8);
    }
}
