package dev.tripod.broadcast;

import dev.tripod.store.KeyValueStore;
import dev.tripod.upstash.Command;
import dev.tripod.upstash.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Rosters in the shared store: a hash for each topic, with a field {@code member@origin} for each line. */
final class UpstashRoster implements Roster {
    private static final Duration KEPT = Duration.ofHours(25);

    private final KeyValueStore store;
    private final String prefix;
    private final String origin;

    UpstashRoster(KeyValueStore store, String prefix, String origin) {
        this.store = store;
        this.prefix = prefix;
        this.origin = origin;
    }

    @Override
    public CompletableFuture<Void> put(Topic topic, String member, String value) {
        return run(topic, Command.of("HSET", key(topic), member + "@" + origin, value));
    }

    @Override
    public CompletableFuture<Void> remove(Topic topic, List<String> members, String from) {
        if (members.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        var fields = members.stream().map(member -> member + "@" + from);
        return run(
                topic,
                Command.of("HDEL", Stream.concat(Stream.of(key(topic)), fields).toArray()));
    }

    @Override
    public CompletableFuture<Void> refresh(Topic topic) {
        return run(topic, Command.of("PEXPIRE", key(topic), KEPT.toMillis()));
    }

    private CompletableFuture<Void> run(Topic topic, Command command) {
        return store.inOrderOf(topic).execute(command).thenAccept(reply -> {});
    }

    @Override
    public CompletableFuture<List<Line>> read(Topic topic) {
        return store.inOrderOf(topic)
                .execute(Command.of("HGETALL", key(topic)))
                .thenApply(reply -> lines(((Reply.Array) reply).items()));
    }

    private static List<Line> lines(List<Reply> items) {
        var lines = new ArrayList<Line>();
        for (var i = 0; i + 1 < items.size(); i += 2) {
            var field = text(items.get(i));
            var at = field.lastIndexOf('@');
            lines.add(new Line(field.substring(0, Math.max(0, at)), field.substring(at + 1), text(items.get(i + 1))));
        }
        return List.copyOf(lines);
    }

    private String key(Topic topic) {
        return prefix + "roster:" + topic.name();
    }

    private static String text(Reply reply) {
        return new String(((Reply.Bulk) reply).bytes(), StandardCharsets.UTF_8);
    }
}
