package dev.tripod.testing.upstash;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What each command is, as Redis itself says, and the few that only Upstash has. */
final class CommandTable {
    private static final Map<String, Entry> ONLY_UPSTASH = Map.of(
            "DELEX", new Entry(Set.of("write"), 1),
            "DIGEST", new Entry(Set.of("readonly"), 1));
    private static final Set<String> SCRIPTS = Set.of("EVAL", "EVALSHA", "EVAL_RO", "EVALSHA_RO", "FCALL", "FCALL_RO");

    private final Map<String, Entry> entries = new HashMap<>(ONLY_UPSTASH);

    private record Entry(Set<String> flags, int firstKey) {}

    CommandTable(RedisProcess redis) throws IOException {
        var reply = redis.use(connection -> connection.call(Command.of("COMMAND")));
        for (var item : ((Reply.Items) reply).items()) {
            var fields = ((Reply.Items) item).items();
            var flags = ((Reply.Items) fields.get(2))
                    .items().stream().map(flag -> ((Reply.Status) flag).text()).collect(Collectors.toSet());
            entries.put(name(fields), new Entry(flags, (int) ((Reply.Int) fields.get(3)).value()));
        }
    }

    boolean knows(String name) {
        return entries.containsKey(name);
    }

    boolean reads(String name) {
        return is(name, "readonly");
    }

    /** Whether it may change data; a script may unless it is of the read-only kind. */
    boolean writes(String name) {
        return is(name, "write") || (isScript(name) && !name.endsWith("_RO"));
    }

    /** Whether it may need more memory, which deleting does not. */
    boolean grows(String name) {
        return is(name, "denyoom") || (isScript(name) && !name.endsWith("_RO"));
    }

    boolean blocks(String name) {
        return is(name, "blocking") || name.equals("WAIT");
    }

    boolean isScript(String name) {
        return SCRIPTS.contains(name);
    }

    /** Whether its first argument is a key. */
    boolean beginsWithKey(String name) {
        var entry = entries.get(name);
        return entry != null && entry.firstKey() == 1;
    }

    private boolean is(String name, String flag) {
        var entry = entries.get(name);
        return entry != null && entry.flags().contains(flag);
    }

    private static String name(List<Reply> fields) {
        return new String(((Reply.Bulk) fields.get(0)).bytes(), UTF_8).toUpperCase(Locale.ROOT);
    }
}
