package dev.tripod.testing.upstash;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A copy of the data that a test can freeze: from then on whoever reads without a token of a later write gets the old
 * values, as from a replica that lags behind. Lies in the second database of the same Redis.
 */
final class Replica {
    private static final Command ITS_DATABASE = Command.of("SELECT", "1");
    private static final Command THE_DATABASE = Command.of("SELECT", "0");
    private static final String COPY_ALL =
            """
            for _, key in ipairs(redis.call('KEYS', '*')) do
              redis.call('COPY', key, key, 'DB', 1, 'REPLACE')
            end
            """;
    private static final long NEVER = Long.MAX_VALUE;

    private final RedisProcess redis;
    private final Bill bill;

    /** The count of writes that the copy contains; written by a test, read by every request. */
    private volatile long frozenAt = NEVER;

    Replica(RedisProcess redis, Bill bill) {
        this.redis = redis;
        this.bill = bill;
    }

    void freeze(long writes) throws IOException {
        thaw();
        redis.use(connection -> {
            all(connection, List.of(ITS_DATABASE, Command.of("FLUSHDB"), THE_DATABASE));
            return connection.call(Command.of("EVAL", COPY_ALL, "0"));
        });
        frozenAt = writes;
    }

    void thaw() {
        frozenAt = NEVER;
    }

    /** Whether a reader whose newest known write is this one would be sent to the copy. */
    boolean serves(long newestKnown) {
        return frozenAt != NEVER && newestKnown <= frozenAt;
    }

    Reply read(Command command) throws IOException {
        bill.count(command.name(), 1);
        return redis.use(connection ->
                all(connection, List.of(ITS_DATABASE, command, THE_DATABASE)).get(1));
    }

    private static List<Reply> all(RedisConnection connection, List<Command> commands) throws IOException {
        connection.send(commands);
        var replies = new ArrayList<Reply>();
        for (var i = 0; i < commands.size(); i++) {
            replies.add(connection.read());
        }
        return replies;
    }
}
