package dev.tripod.store;

import dev.tripod.upstash.Command;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Function;

/**
 * What a command is for, told by its key: the name of a cache, or else the word behind the prefix. Keys themselves are
 * never counted: there are too many of them, and they are nobody's business.
 */
final class Purposes implements Function<Command, String> {
    /** Commands without a key, such as a look whether the service lives. */
    static final String NONE = "service";

    private static final String CACHES = "c:";
    private static final Set<String> KEY_BEHIND_A_NUMBER = Set.of("EVAL", "EVALSHA", "EVAL_RO", "EVALSHA_RO", "SCAN");

    private final String prefix;

    Purposes(String prefix) {
        this.prefix = prefix;
    }

    @Override
    public String apply(Command command) {
        var place = KEY_BEHIND_A_NUMBER.contains(command.name()) ? 3 : 1;
        if (command.words().size() <= place) {
            return NONE;
        }
        // The backslash is a pattern's, before what would mean something in it.
        var key = new String(command.words().get(place), StandardCharsets.UTF_8).replace("\\", "");
        return key.startsWith(prefix) ? word(key.substring(prefix.length())) : NONE;
    }

    private static String word(String key) {
        var name = key.startsWith(CACHES) ? key.substring(CACHES.length()) : key;
        var end = name.indexOf(':');
        return end < 0 ? name : name.substring(0, end);
    }
}
