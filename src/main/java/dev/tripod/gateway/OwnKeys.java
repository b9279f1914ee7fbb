package dev.tripod.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tripod.config.Settings;
import dev.tripod.gateway.CommandTable.Rule;
import dev.tripod.upstash.Command;
import dev.tripod.upstash.Reply;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The part of all keys and channels that callers see: a prefix stands before each on the way in, and goes on the way out. */
@Singleton
final class OwnKeys {
    /** The service's own limit, in bytes, the prefix included. */
    private static final int LONGEST_KEY = 32 * 1024;

    /** Each has a value after it. */
    private static final Set<String> SCAN_OPTIONS = Set.of("MATCH", "COUNT", "TYPE");

    private static final byte[] MATCH = "MATCH".getBytes(UTF_8);

    private final byte[] prefix;

    @Inject
    OwnKeys(Settings settings) {
        prefix = (settings.storage().keyPrefix() + "api:").getBytes(UTF_8);
    }

    /** A key, channel or pattern of theirs as it is in the store; the prefix holds nothing that a pattern minds. */
    byte[] own(byte[] theirs) {
        var own = Arrays.copyOf(prefix, prefix.length + theirs.length);
        System.arraycopy(theirs, 0, own, prefix.length, theirs.length);
        return own;
    }

    String own(String theirs) {
        return new String(prefix, UTF_8) + theirs;
    }

    String theirs(String own) {
        return own.substring(prefix.length);
    }

    /** The error's text when a key is too long. */
    Optional<String> refusal(Command command, Rule rule) {
        var words = command.words();
        for (var i = 1; i < words.size(); i++) {
            if (isKey(rule, i) && words.get(i).length + prefix.length > LONGEST_KEY) {
                return Optional.of(RefusedException.size("key", LONGEST_KEY - prefix.length, words.get(i).length));
            }
        }
        return Optional.empty();
    }

    private static boolean isKey(Rule rule, int place) {
        return switch (rule.keys()) {
            case NONE, SCANNED -> false;
            case FIRST -> place == 1;
            case ALL -> place >= 1;
            case EVERY_OTHER -> place % 2 == 1;
        };
    }

    /** The command as the store gets it. */
    Command own(Command theirs, Rule rule) {
        return rule.keys() == CommandTable.Keys.SCANNED ? scan(theirs) : prefixed(theirs, rule);
    }

    private Command prefixed(Command theirs, Rule rule) {
        var words = new ArrayList<>(theirs.words());
        for (var i = 1; i < words.size(); i++) {
            if (isKey(rule, i)) {
                words.set(i, own(words.get(i)));
            }
        }
        return new Command(words);
    }

    /** Matches the prefix before all else; of several patterns the last one counts, and each has the prefix. */
    private Command scan(Command theirs) {
        var words = new ArrayList<>(theirs.words());
        for (var i = 2; i < words.size(); i += 2) {
            var option = new String(words.get(i), UTF_8).toUpperCase(Locale.ROOT);
            if (!SCAN_OPTIONS.contains(option) || i + 1 == words.size()) {
                throw new RefusedException("ERR syntax error");
            }
            if (option.equals("MATCH")) {
                words.set(i + 1, own(words.get(i + 1)));
            }
        }
        words.addAll(2, List.of(MATCH, own("*".getBytes(UTF_8))));
        return new Command(words);
    }

    /** The reply as callers get it. */
    Reply theirs(Reply reply, Rule rule) {
        return rule.keys() == CommandTable.Keys.SCANNED
                        && reply instanceof Reply.Array page
                        && page.items().get(1) instanceof Reply.Array keys
                ? new Reply.Array(List.of(page.items().get(0), theirs(keys)))
                : reply;
    }

    private Reply theirs(Reply.Array keys) {
        return new Reply.Array(keys.items().stream()
                .map(Reply.Bulk.class::cast)
                .filter(key -> isOwn(key.bytes()))
                .<Reply>map(key -> new Reply.Bulk(Arrays.copyOfRange(key.bytes(), prefix.length, key.bytes().length)))
                .toList());
    }

    private boolean isOwn(byte[] key) {
        return key.length >= prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }
}
