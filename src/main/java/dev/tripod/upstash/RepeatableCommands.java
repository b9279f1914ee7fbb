package dev.tripod.upstash;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which commands may be sent again although the first sending may have run: those that read, and those that leave the
 * same data however often they run. What they answer may differ: a DEL that is repeated finds nothing to delete.
 */
final class RepeatableCommands {
    private static final Set<String> READS = Set.of(
            """
            PING ECHO TIME DBSIZE RANDOMKEY SCAN EXISTS TYPE TTL PTTL EXPIRETIME PEXPIRETIME \
            GET MGET STRLEN GETRANGE DIGEST HGET HMGET HGETALL HKEYS HVALS HLEN HEXISTS HSTRLEN HSCAN HTTL HPTTL \
            SMEMBERS SISMEMBER SMISMEMBER SCARD SSCAN ZSCORE ZMSCORE ZCARD ZCOUNT ZRANGE ZRANK ZSCAN \
            LRANGE LLEN LINDEX XLEN XRANGE XREVRANGE XREAD XINFO EVAL_RO EVALSHA_RO FCALL_RO"""
                    .split(" "));
    private static final Set<String> WRITES = Set.of(
            """
            SETEX PSETEX MSET SETRANGE SETBIT DEL UNLINK PERSIST EXPIREAT PEXPIREAT \
            HSET HMSET HDEL HPERSIST SADD SREM ZREM XDEL XACK XTRIM"""
                    .split(" "));
    /** Repeatable unless a further word asks for what was there or makes the outcome depend on it; from which word on. */
    private static final Map<String, Integer> CONDITIONAL =
            Map.of("SET", 3, "GETEX", 2, "EXPIRE", 3, "PEXPIRE", 3, "ZADD", 2);

    private static final Set<String> CONDITIONS = Set.of("NX XX GET GT LT INCR CH IFEQ IFNE IFDEQ IFDNE".split(" "));

    private RepeatableCommands() {}

    static boolean all(List<Command> commands) {
        return commands.stream().allMatch(RepeatableCommands::contains);
    }

    static boolean contains(Command command) {
        var name = command.name();
        var from = CONDITIONAL.get(name);
        return READS.contains(name) || WRITES.contains(name) || (from != null && unconditional(command, from));
    }

    private static boolean unconditional(Command command, int from) {
        return command.words().stream()
                .skip(from)
                .noneMatch(word -> word.length <= 5
                        && CONDITIONS.contains(new String(word, StandardCharsets.ISO_8859_1).toUpperCase(Locale.ROOT)));
    }
}
