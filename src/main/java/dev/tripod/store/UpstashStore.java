package dev.tripod.store;

import dev.tripod.upstash.Command;
import dev.tripod.upstash.Reply;
import dev.tripod.upstash.UpstashClient;
import dev.tripod.upstash.UpstashException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;

/** The store that all instances share, at Upstash. */
final class UpstashStore implements KeyValueStore {
    private final UpstashClient client;
    private final Permissions permissions;
    private final Conditions conditions;
    private final Optional<Integer> answerBytes;

    UpstashStore(UpstashClient client, Permissions permissions) {
        this(client, permissions, new Conditions(), Optional.empty());
    }

    private UpstashStore(
            UpstashClient client, Permissions permissions, Conditions conditions, Optional<Integer> answerBytes) {
        this.client = client;
        this.permissions = permissions;
        this.conditions = conditions;
        this.answerBytes = answerBytes;
    }

    @Override
    public KeyValueStore withAnswersUpTo(int bytes) {
        return new UpstashStore(client, permissions, conditions, Optional.of(bytes));
    }

    @Override
    public KeyValueStore inOrderOf(Object caller) {
        return (commands, atomic) -> execute(commands, atomic, caller);
    }

    @Override
    public CompletableFuture<List<Reply>> execute(List<Command> commands, boolean atomic) {
        return execute(commands, atomic, Thread.currentThread());
    }

    private CompletableFuture<List<Reply>> execute(List<Command> commands, boolean atomic, Object caller) {
        return send(commands, atomic, caller)
                .thenCompose(replies -> conditions.refused(commands, replies)
                        ? send(commands, atomic, caller)
                        : CompletableFuture.completedFuture(replies));
    }

    private CompletableFuture<List<Reply>> send(List<Command> commands, boolean atomic, Object caller) {
        var patience = Patience.left();
        if (patience.isZero()) {
            return CompletableFuture.failedFuture(
                    new StoreException(StoreException.Reason.UNAVAILABLE, "The time for this request is used up"));
        }
        var translated = conditions.translate(commands);
        var answer = answerBytes.isPresent()
                ? client.execute(translated, atomic, caller, patience, answerBytes.get())
                : client.execute(translated, atomic, caller, patience);
        return answer.handle((replies, failure) -> {
            if (failure == null) {
                permissions.noticed(commands, replies);
                return IntStream.range(0, replies.size())
                        .mapToObj(i -> shaped(commands.get(i), replies.get(i)))
                        .toList();
            }
            throw translated(failure);
        });
    }

    private static RuntimeException translated(Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof UpstashException upstash
                ? new StoreException(reason(upstash), upstash.text().orElse(String.valueOf(upstash.getMessage())))
                : new StoreException(StoreException.Reason.OUTCOME_UNKNOWN, "The store failed in an unknown way");
    }

    private static StoreException.Reason reason(UpstashException failure) {
        return switch (failure.kind()) {
            case STORAGE_FULL -> StoreException.Reason.FULL;
            case PERMISSION -> StoreException.Reason.READ_ONLY;
            case TOO_LARGE, REFUSED -> StoreException.Reason.REFUSED;
            default -> failure.mayHaveRun() ? StoreException.Reason.OUTCOME_UNKNOWN : StoreException.Reason.UNAVAILABLE;
        };
    }

    /** As the local store answers: statuses other than OK come as texts over HTTP. */
    private static Reply shaped(Command command, Reply reply) {
        var status = command.name().equals("TYPE")
                || (command.name().equals("PING") && command.words().size() == 1);
        return status && reply instanceof Reply.Bulk bulk
                ? new Reply.Status(new String(bulk.bytes(), StandardCharsets.UTF_8))
                : reply;
    }
}
