package dev.tripod.testing.upstash;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** How often each command has run inside Redis, by its own figures; they count what scripts call. */
final class CommandStats {
    static final Command ASK = Command.of("INFO", "commandstats");
    private static final Pattern LINE = Pattern.compile("cmdstat_([^:|]+)[^:]*:calls=(\\d+)");

    private CommandStats() {}

    /** What ran between two answers in one transaction, without the first question and the command itself. */
    static Map<String, Long> inside(Reply before, Reply after, String command) {
        var inside = CommandCounts.minus(read(after), read(before));
        inside.merge(ASK.name(), -1L, Long::sum);
        inside.merge(command, -1L, Long::sum);
        inside.values().removeIf(count -> count <= 0);
        return inside;
    }

    private static Map<String, Long> read(Reply reply) {
        var calls = new TreeMap<String, Long>();
        var lines = LINE.matcher(new String(((Reply.Bulk) reply).bytes(), UTF_8));
        while (lines.find()) {
            calls.merge(lines.group(1).toUpperCase(Locale.ROOT), Long.parseLong(lines.group(2)), Long::sum);
        }
        return calls;
    }
}
