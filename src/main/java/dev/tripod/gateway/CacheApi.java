package dev.tripod.gateway;

import dev.tripod.broadcast.Channels;
import dev.tripod.config.Settings.Api.Access;
import dev.tripod.gateway.CommandTable.Rule;
import dev.tripod.store.StoreException;
import dev.tripod.upstash.Command;
import dev.tripod.upstash.Reply;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;

/** Runs the commands of callers, as far as their token goes, among keys of their own. */
@Singleton
final class CacheApi {
    private static final Pattern CODE = Pattern.compile("[A-Z]{2,} ");

    private final Channels channels;
    private final OwnKeys keys;

    @Inject
    CacheApi(Channels channels, OwnKeys keys) {
        this.channels = channels;
        this.keys = keys;
    }

    /** A command that may run, as the store gets it. */
    private record Allowed(Command own, Rule rule) {}

    /**
     * One reply for each command. Those that may run go to the store together.
     *
     * @throws RefusedException when none of them runs
     * @throws StoreException when the store is away
     */
    List<Reply> run(Batch batch, Access access) {
        if (batch.form() == Batch.Form.TRANSACTION) {
            batch.calls().forEach(call -> rule(call, access)); // before the numbers of words are looked at
        }
        var replies = new ArrayList<Optional<Reply>>();
        var allowed = new ArrayList<Allowed>();
        for (var call : batch.calls()) {
            try {
                allowed.add(allowed(call, access));
                replies.add(Optional.empty());
            } catch (RefusedException e) {
                if (batch.form() == Batch.Form.TRANSACTION) {
                    throw e;
                }
                replies.add(Optional.of(new Reply.Failure(e.text())));
            }
        }
        var ran = run(allowed, batch.form() == Batch.Form.TRANSACTION).iterator();
        return replies.stream().map(reply -> reply.orElseGet(ran::next)).toList();
    }

    private Allowed allowed(Batch.Call call, Access access) {
        var rule = rule(call, access);
        var command = ((Batch.Call.Runs) call).command();
        if (!rule.takes(command)) {
            throw new RefusedException(RefusedException.arity(command.name()));
        }
        return new Allowed(keys.own(command, rule), rule);
    }

    /** The rule of a command that the caller may run. */
    private Rule rule(Batch.Call call, Access access) {
        if (call instanceof Batch.Call.Refused refused) {
            throw new RefusedException(refused.text());
        }
        var command = ((Batch.Call.Runs) call).command();
        var name = command.name();
        if (CommandTable.isNotOverRest(name)) {
            throw new RefusedException(RefusedException.notOverRest(name));
        }
        var rule = CommandTable.find(name).orElseThrow(() -> new RefusedException(RefusedException.unavailable(name)));
        if (access == Access.READING && rule.use() != CommandTable.Use.READS) {
            throw new RefusedException(RefusedException.forbidden(name));
        }
        keys.refusal(command, rule).ifPresent(text -> {
            throw new RefusedException(text);
        });
        return rule;
    }

    private List<Reply> run(List<Allowed> allowed, boolean atomic) {
        var commands = allowed.stream().map(Allowed::own).toList();
        var replies = new ArrayList<>(replies(commands, atomic));
        for (var i = 0; i < replies.size(); i++) {
            replies.set(i, keys.theirs(replies.get(i), allowed.get(i).rule()));
        }
        return replies;
    }

    private List<Reply> replies(List<Command> commands, boolean atomic) {
        try {
            return commands.isEmpty()
                    ? List.of()
                    : channels.execute(commands, atomic).join();
        } catch (IllegalArgumentException e) {
            throw new RefusedException(
                    "ERR " + e.getMessage()); // words that cannot travel together to the shared store
        } catch (CompletionException e) {
            throw e.getCause() instanceof StoreException store ? explained(store) : e;
        }
    }

    /** What the store refused is the caller's, everything else its own trouble. */
    private static RuntimeException explained(StoreException store) {
        return switch (store.reason()) {
            case REFUSED, FULL -> new RefusedException(text(store));
            default -> store;
        };
    }

    /** The service's own words begin with a code in capitals; where it said nothing, they are the client's. */
    private static String text(StoreException store) {
        var text = String.valueOf(store.getMessage());
        return CODE.matcher(text).lookingAt() ? text : "ERR " + text;
    }
}
