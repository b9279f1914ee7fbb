package dev.tripod.gateway;

import static java.util.Map.entry;

import dev.tripod.upstash.Command;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The commands that callers may run, which are those that every store has. This table alone tells which of a command's
 * arguments are keys: a command that does not stand in it is refused, so that nobody reaches keys of others by one whose
 * keys we would not find.
 */
final class CommandTable {
    private static final int ANY = Integer.MAX_VALUE;

    private static final Map<String, Rule> RULES = Map.ofEntries(
            entry("PING", new Rule(Use.READS, 1, 2, Keys.NONE)),
            entry("ECHO", new Rule(Use.READS, 2, 2, Keys.NONE)),
            entry("PUBLISH", new Rule(Use.WRITES, 3, 3, Keys.FIRST)),
            entry("SCAN", new Rule(Use.WALKS, 2, ANY, Keys.SCANNED)),
            // Keys of any type
            entry("DEL", new Rule(Use.WRITES, 2, ANY, Keys.ALL)),
            entry("UNLINK", new Rule(Use.WRITES, 2, ANY, Keys.ALL)),
            entry("DELEX", new Rule(Use.WRITES, 2, 4, Keys.FIRST)),
            entry("EXISTS", new Rule(Use.READS, 2, ANY, Keys.ALL)),
            entry("TYPE", new Rule(Use.READS, 2, 2, Keys.FIRST)),
            entry("EXPIRE", new Rule(Use.WRITES, 3, ANY, Keys.FIRST)),
            entry("PEXPIRE", new Rule(Use.WRITES, 3, ANY, Keys.FIRST)),
            entry("TTL", new Rule(Use.READS, 2, 2, Keys.FIRST)),
            entry("PTTL", new Rule(Use.READS, 2, 2, Keys.FIRST)),
            entry("PERSIST", new Rule(Use.WRITES, 2, 2, Keys.FIRST)),
            // Strings
            entry("GET", new Rule(Use.READS, 2, 2, Keys.FIRST)),
            entry("SET", new Rule(Use.WRITES, 3, ANY, Keys.FIRST)),
            entry("SETEX", new Rule(Use.WRITES, 4, 4, Keys.FIRST)),
            entry("PSETEX", new Rule(Use.WRITES, 4, 4, Keys.FIRST)),
            entry("SETNX", new Rule(Use.WRITES, 3, 3, Keys.FIRST)),
            entry("GETSET", new Rule(Use.WRITES, 3, 3, Keys.FIRST)),
            entry("GETDEL", new Rule(Use.WRITES, 2, 2, Keys.FIRST)),
            entry("GETEX", new Rule(Use.WRITES, 2, ANY, Keys.FIRST)),
            entry("MGET", new Rule(Use.READS, 2, ANY, Keys.ALL)),
            entry("MSET", new Rule(Use.WRITES, 3, ANY, Keys.EVERY_OTHER)),
            entry("APPEND", new Rule(Use.WRITES, 3, 3, Keys.FIRST)),
            entry("STRLEN", new Rule(Use.READS, 2, 2, Keys.FIRST)),
            entry("INCR", new Rule(Use.WRITES, 2, 2, Keys.FIRST)),
            entry("INCRBY", new Rule(Use.WRITES, 3, 3, Keys.FIRST)),
            entry("DECR", new Rule(Use.WRITES, 2, 2, Keys.FIRST)),
            entry("DECRBY", new Rule(Use.WRITES, 3, 3, Keys.FIRST)),
            // Hashes
            entry("HSET", new Rule(Use.WRITES, 4, ANY, Keys.FIRST)),
            entry("HGET", new Rule(Use.READS, 3, 3, Keys.FIRST)),
            entry("HMGET", new Rule(Use.READS, 3, ANY, Keys.FIRST)),
            entry("HGETALL", new Rule(Use.READS, 2, 2, Keys.FIRST)),
            entry("HDEL", new Rule(Use.WRITES, 3, ANY, Keys.FIRST)),
            entry("HLEN", new Rule(Use.READS, 2, 2, Keys.FIRST)),
            entry("HEXISTS", new Rule(Use.READS, 3, 3, Keys.FIRST)),
            entry("HINCRBY", new Rule(Use.WRITES, 4, 4, Keys.FIRST)),
            // Sets
            entry("SADD", new Rule(Use.WRITES, 3, ANY, Keys.FIRST)),
            entry("SREM", new Rule(Use.WRITES, 3, ANY, Keys.FIRST)),
            entry("SMEMBERS", new Rule(Use.READS, 2, 2, Keys.FIRST)),
            entry("SISMEMBER", new Rule(Use.READS, 3, 3, Keys.FIRST)),
            entry("SCARD", new Rule(Use.READS, 2, 2, Keys.FIRST)),
            // Streams
            entry("XADD", new Rule(Use.WRITES, 5, ANY, Keys.FIRST)),
            entry("XLEN", new Rule(Use.READS, 2, 2, Keys.FIRST)),
            entry("XRANGE", new Rule(Use.READS, 4, ANY, Keys.FIRST)),
            entry("XREVRANGE", new Rule(Use.READS, 4, ANY, Keys.FIRST)),
            entry("XDEL", new Rule(Use.WRITES, 3, ANY, Keys.FIRST)),
            entry("XTRIM", new Rule(Use.WRITES, 4, ANY, Keys.FIRST)));

    private static final Set<String> NOT_OVER_REST = Set.of(
            """
            WATCH UNWATCH MULTI EXEC DISCARD CLIENT AUTH HELLO QUIT RESET MONITOR SUBSCRIBE PSUBSCRIBE SSUBSCRIBE \
            UNSUBSCRIBE PUNSUBSCRIBE SUNSUBSCRIBE"""
                    .split(" "));

    private CommandTable() {}

    /** What a command does to data; the token for reading allows the first only. */
    enum Use {
        READS,
        /** Reads whatever keys there are, which the service denies to its token for reading too. */
        WALKS,
        WRITES
    }

    /** Which arguments are keys, or the channel. */
    enum Keys {
        NONE,
        FIRST,
        ALL,
        /** The first, the third and so on. */
        EVERY_OTHER,
        /** None of them; the reply names keys. */
        SCANNED
    }

    /**
     * A command.
     *
     * @param least how many words it has, its name among them
     */
    record Rule(Use use, int least, int most, Keys keys) {
        boolean takes(Command command) {
            var words = command.words().size();
            return words >= least && words <= most;
        }
    }

    static Optional<Rule> find(String name) {
        return Optional.ofNullable(RULES.get(name));
    }

    /** Whether the service has this command, but not as one that is sent in a request. */
    static boolean isNotOverRest(String name) {
        return NOT_OVER_REST.contains(name);
    }
}
