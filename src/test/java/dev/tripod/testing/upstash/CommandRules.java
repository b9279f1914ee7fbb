package dev.tripod.testing.upstash;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What the service refuses before Redis is asked, and in which words. */
final class CommandRules {
    private static final int MOST_KEY_BYTES = 32 * 1024;
    private static final Set<String> NOT_OVER_REST = Set.of(
            "WATCH",
            "UNWATCH",
            "MULTI",
            "EXEC",
            "DISCARD",
            "CLIENT",
            "AUTH",
            "HELLO",
            "QUIT",
            "RESET",
            "MONITOR",
            "SUBSCRIBE",
            "PSUBSCRIBE",
            "SSUBSCRIBE",
            "UNSUBSCRIBE",
            "PUNSUBSCRIBE",
            "SUNSUBSCRIBE");
    private static final Set<String> NOT_SERVED = Set.of(
            "ROLE",
            "SLOWLOG",
            "LATENCY",
            "DEBUG",
            "SHUTDOWN",
            "CLUSTER",
            "REPLICAOF",
            "SLAVEOF",
            "MODULE",
            "SAVE",
            "BGSAVE",
            "BGREWRITEAOF",
            "FAILOVER",
            "SYNC",
            "PSYNC",
            "REPLCONF",
            "READONLY",
            "READWRITE",
            "ASKING",
            "SWAPDB",
            "MOVE",
            "ACL",
            "MIGRATE",
            "PFDEBUG",
            "PFSELFTEST",
            "LOLWUT");
    private static final Set<String> ANYONE_MAY = Set.of("PING", "ECHO", "TIME", "COMMAND");
    private static final Set<String> TOO_WIDE_TO_READ = Set.of("KEYS", "SCAN");

    private final CommandTable table;

    CommandRules(CommandTable table) {
        this.table = table;
    }

    /** The error's text when this command may not run. */
    Optional<String> refusal(Command command, Access access) {
        var name = command.name();
        if (NOT_OVER_REST.contains(name)) {
            return Optional.of(
                    "ERR Command \"%s\" is not allowed in REST or it has a special context path".formatted(name));
        }
        if (!served(command)) {
            return Optional.of(unavailable(name));
        }
        if (name.equals("SELECT") && (command.size() != 2 || !command.text(1).equals("0"))) {
            return Optional.of("ERR invalid DB index");
        }
        if (access == Access.READ_ONLY && !readable(name)) {
            return Optional.of(forbidden(name));
        }
        return keySize(command);
    }

    static String forbidden(String name) {
        return "NOPERM this user has no permissions to run the '%s' command or its subcommand"
                .formatted(name.toLowerCase(Locale.ROOT));
    }

    static String unavailable(String name) {
        return "ERR Command is not available: '%s'. See https://upstash.com/docs/redis/overall/rediscompatibility for details"
                .formatted(name);
    }

    private boolean served(Command command) {
        var name = command.name();
        return switch (name) {
            case "CONFIG" ->
                command.size() > 2
                        && Set.of("GET", "SET").contains(command.word(1))
                        && command.text(2).equals("notify-keyspace-events");
            case "MEMORY" -> command.size() > 1 && command.word(1).equals("USAGE");
            default -> table.knows(name) && !NOT_SERVED.contains(name);
        };
    }

    private boolean readable(String name) {
        return ANYONE_MAY.contains(name) || (table.reads(name) && !TOO_WIDE_TO_READ.contains(name));
    }

    private Optional<String> keySize(Command command) {
        if (command.size() < 2 || !table.beginsWithKey(command.name())) {
            return Optional.empty();
        }
        var size = command.words().get(1).length;
        return size <= MOST_KEY_BYTES
                ? Optional.empty()
                : Optional.of(
                        "ERR max key size exceeded. Limit: %d bytes, Actual: %d bytes".formatted(MOST_KEY_BYTES, size));
    }
}
