package dev.tripod.broadcast;

import dev.tripod.store.KeyValueStore;
import dev.tripod.upstash.Command;
import dev.tripod.upstash.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The logs of all topics in the shared store: a stream each, whose ids are positions. An append is one script, so that
 * the order of the log is also the order in which entries are sent.
 */
final class SharedLog {
    private static final int HISTORY = 256;
    private static final Duration KEPT = Duration.ofMinutes(10);
    /** The stream outlives its last entry by a little, so that a late reader learns that it is late. */
    private static final long KEY_LIFETIME = Duration.ofHours(25).toMillis();

    /** Epoch known: three commands with the script itself. Else it is looked up, or begun where there is no log. */
    private static final String APPEND =
            """
            local id = false
            if ARGV[3] ~= '' then
              id = redis.call('XADD', KEYS[1], 'NOMKSTREAM', 'MAXLEN', '~', ARGV[4], ARGV[3] .. '-*', 'e', ARGV[1])
            end
            if not id then
              local last = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)
              local epoch = ARGV[5]
              if last[1] then epoch = string.match(last[1][1], '^(%d+)-') end
              id = redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[4], epoch .. '-*', 'e', ARGV[1])
              redis.call('PEXPIRE', KEYS[1], ARGV[6])
            end
            redis.call('PUBLISH', ARGV[2], id .. ' ' .. ARGV[1])
            return id""";

    private final KeyValueStore store;
    private final String prefix;
    private final String channel;
    private final InstantSource clock;
    /** The epoch of each log that was written to here; a wrong one costs two commands more and is corrected. */
    private final Map<Topic, Long> epochs = new ConcurrentHashMap<>();

    SharedLog(KeyValueStore store, String prefix, String channel, InstantSource clock) {
        this.store = store;
        this.prefix = prefix;
        this.channel = channel;
        this.clock = clock;
    }

    CompletableFuture<Position> append(Topic topic, EnvelopeCodec.Content content) {
        var command = Command.of(
                "EVAL",
                APPEND,
                1,
                key(topic),
                EnvelopeCodec.write(content),
                channel,
                Optional.ofNullable(epochs.get(topic)).map(String::valueOf).orElse(""),
                HISTORY,
                clock.millis(),
                KEY_LIFETIME);
        return store.inOrderOf(topic).execute(command).thenApply(reply -> {
            var position = Position.parse(text(reply)).orElseThrow();
            epochs.put(topic, position.epoch());
            return position;
        });
    }

    /** What the log holds after a position; that position's own entry is read too, as proof that nothing is missing. */
    CompletableFuture<Broadcaster.History> history(Topic topic, Optional<Position> after) {
        var from = after.map(Position::toString).orElse("-");
        return store.execute(Command.of("XRANGE", key(topic), from, "+")).thenApply(reply -> history(reply, after));
    }

    private Broadcaster.History history(Reply reply, Optional<Position> after) {
        var oldest = clock.instant().minus(KEPT);
        var end = after.orElse(new Position(0, 0));
        var reaches = after.isEmpty();
        var entries = new ArrayList<Envelope>();
        for (var item : items(reply)) {
            var position = Position.parse(text(items(item).get(0))).orElseThrow();
            var content = EnvelopeCodec.content(text(items(items(item).get(1)).get(1)));
            var kept = !content.moment().isBefore(oldest);
            end = position;
            if (after.isPresent() && follows(position, after.get())) {
                reaches |= kept;
            }
            if (kept && !position.equals(after.orElse(null))) {
                entries.add(content.at(Optional.of(position)));
            }
        }
        return new Broadcaster.History(List.copyOf(entries), reaches, end);
    }

    /** Whether this is the entry itself or the very next one. */
    private static boolean follows(Position position, Position after) {
        return position.epoch() == after.epoch()
                && (position.sequence() == after.sequence() || position.sequence() == after.sequence() + 1);
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
