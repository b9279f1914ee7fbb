package dev.tripod.broadcast;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tripod.store.Glob;
import dev.tripod.store.KeyValueStore;
import dev.tripod.upstash.Command;
import dev.tripod.upstash.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Channels within this one instance. Messages reach all listeners in one order, in the thread that publishes. */
final class LocalChannels implements Channels {
    private static final String PUBLISH = "PUBLISH";

    private final KeyValueStore store;
    /** Guarded by itself, also while listeners are told: that makes the one order. */
    private final List<Entry> entries = new ArrayList<>();

    private record Entry(Interest interest, Listener listener) {
        boolean wants(String channel) {
            return interest.pattern()
                    ? new Glob(interest.name().getBytes(UTF_8)).matches(channel.getBytes(UTF_8))
                    : interest.name().equals(channel);
        }
    }

    /** Over a store of this instance, whose answers are there at once. */
    LocalChannels(KeyValueStore store) {
        this.store = store;
    }

    @Override
    public CompletableFuture<List<Reply>> execute(List<Command> commands, boolean atomic) {
        if (commands.stream().noneMatch(LocalChannels::publishes)) {
            return store.execute(commands, atomic);
        }
        return atomic ? together(commands) : CompletableFuture.completedFuture(oneByOne(commands));
    }

    /** Messages go out when all has been done, so that nobody hears of a step that others cannot see yet. */
    private CompletableFuture<List<Reply>> together(List<Command> commands) {
        var others = commands.stream().filter(command -> !publishes(command)).toList();
        return store.execute(others, true).thenApply(replies -> {
            var rest = replies.iterator();
            return commands.stream()
                    .map(command -> publishes(command) ? publish(command) : rest.next())
                    .toList();
        });
    }

    private List<Reply> oneByOne(List<Command> commands) {
        return commands.stream()
                .map(command -> publishes(command)
                        ? publish(command)
                        : store.execute(List.of(command), false).join().get(0))
                .toList();
    }

    private static boolean publishes(Command command) {
        return command.name().equals(PUBLISH);
    }

    private Reply publish(Command command) {
        var channel = new String(command.words().get(1), UTF_8);
        var payload = new String(command.words().get(2), UTF_8);
        synchronized (entries) {
            var told = entries.stream().filter(entry -> entry.wants(channel)).toList();
            told.forEach(entry -> entry.listener().message(channel, payload));
            return new Reply.Int(told.size());
        }
    }

    @Override
    public Listening listen(Interest interest, Listener listener) {
        var entry = new Entry(interest, listener);
        synchronized (entries) {
            entries.add(entry);
            listener.hears();
        }
        return () -> {
            synchronized (entries) {
                entries.remove(entry);
            }
        };
    }
}
