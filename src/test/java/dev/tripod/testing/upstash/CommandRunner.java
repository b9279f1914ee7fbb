package dev.tripod.testing.upstash;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs commands on Redis and bills them. A script stands between two questions for Redis's own figures in one
 * transaction, which tells what ran inside it and nothing else. A command that would block runs in a transaction too,
 * where it answers at once.
 */
final class CommandRunner {
    private static final Command MULTI = Command.of("MULTI");
    private static final Command EXEC = Command.of("EXEC");

    private final RedisProcess redis;
    private final CommandTable table;
    private final Bill bill;
    private final LockingScripts scripts = new LockingScripts();

    /** Moves with every write by any thread: what the sync token says. */
    private final AtomicLong writes = new AtomicLong(1);

    /** Set before the first request, or by a test between requests; read by all. */
    private volatile boolean conditional = true;

    CommandRunner(RedisProcess redis, CommandTable table, Bill bill) {
        this.redis = redis;
        this.table = table;
        this.bill = bill;
    }

    void withoutConditions() {
        conditional = false;
    }

    long writes() {
        return writes.get();
    }

    Reply run(Command command) throws IOException {
        if (table.isScript(command.name()) || table.blocks(command.name())) {
            try {
                return transaction(List.of(command)).get(0);
            } catch (RefusedException e) {
                return new Reply.Failure(e.text());
            }
        }
        var reply = redis.use(connection -> connection.call(forRedis(command)));
        return settle(command, reply);
    }

    /** Runs all in one step, or none: then the exception tells Redis's reason. */
    List<Reply> transaction(List<Command> commands) throws IOException, RefusedException {
        var wire = new ArrayList<Command>();
        wire.add(MULTI);
        for (var command : commands) {
            wire.addAll(
                    metered(command)
                            ? List.of(CommandStats.ASK, forRedis(command), CommandStats.ASK)
                            : List.of(forRedis(command)));
        }
        wire.add(EXEC);
        var raw = redis.use(connection -> {
            connection.send(wire);
            var replies = new ArrayList<Reply>();
            for (var i = 0; i < wire.size(); i++) {
                replies.add(connection.read());
            }
            return replies;
        });
        return settle(commands, executed(raw));
    }

    private static List<Reply> executed(List<Reply> raw) throws RefusedException {
        for (var reply : raw) {
            if (reply instanceof Reply.Failure failure) {
                throw new RefusedException(failure.text()); // the first that was not queued; EXEC's own comes last
            }
        }
        return ((Reply.Items) raw.get(raw.size() - 1)).items();
    }

    private List<Reply> settle(List<Command> commands, List<Reply> items) {
        var replies = new ArrayList<Reply>();
        var next = items.iterator();
        for (var command : commands) {
            if (metered(command)) {
                var before = next.next();
                var reply = next.next();
                CommandStats.inside(before, next.next(), command.name()).forEach(bill::count);
                replies.add(settle(command, reply));
            } else {
                replies.add(settle(command, next.next()));
            }
        }
        return replies;
    }

    private Reply settle(Command command, Reply reply) {
        bill.count(command.name(), 1);
        if (table.writes(command.name()) && !(reply instanceof Reply.Failure)) {
            writes.incrementAndGet();
        }
        if (command.name().equals("COMMAND")) {
            return new Reply.Items(List.of());
        }
        return scripts.answer(command).apply(reply);
    }

    private boolean metered(Command command) {
        return table.isScript(command.name());
    }

    private Command forRedis(Command command) {
        return scripts.forRedis(conditional ? Conditions.forRedis(command) : command);
    }
}
