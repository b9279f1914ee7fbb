package dev.tripod.testing.upstash;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * Scripts that begin with {@code #!lua flags=allow-key-locking}, a flag that Redis 7 does not know: it gets them without
 * that line, under another digest, and callers go on using the digest of what they sent.
 */
final class LockingScripts {
    private static final String FIRST_LINE = "#!lua flags=allow-key-locking";

    /** From the digest that callers use to the one that Redis uses; only ever added to, by any thread. */
    private final Map<String, String> digests = new ConcurrentHashMap<>();

    /** The command as Redis 7 takes it. */
    Command forRedis(Command command) {
        return switch (command.name()) {
            case "EVAL", "EVAL_RO" -> command.size() > 1 ? stripped(command, 1) : command;
            case "EVALSHA", "EVALSHA_RO" -> command.size() > 1 ? digest(command, 1) : command;
            case "SCRIPT" -> script(command);
            default -> command;
        };
    }

    /** What turns Redis's answer into the caller's: loading answers the digest of what was sent. */
    UnaryOperator<Reply> answer(Command command) {
        var loads = command.name().equals("SCRIPT")
                && command.size() > 2
                && command.word(1).equals("LOAD");
        if (!loads || strip(command.text(2)).isEmpty()) {
            return reply -> reply;
        }
        return reply -> reply instanceof Reply.Bulk
                ? new Reply.Bulk(sha1(command.text(2)).getBytes(UTF_8))
                : reply;
    }

    private Command script(Command command) {
        if (command.size() < 3) {
            return command;
        }
        return switch (command.word(1)) {
            case "LOAD" -> stripped(command, 2);
            case "EXISTS" -> {
                var changed = command;
                for (var i = 2; i < command.size(); i++) {
                    changed = digest(changed, i);
                }
                yield changed;
            }
            default -> command;
        };
    }

    private Command stripped(Command command, int at) {
        var sent = command.text(at);
        var rest = strip(sent);
        if (rest.isEmpty()) {
            return command;
        }
        digests.put(sha1(sent), sha1(rest.get()));
        return command.with(at, rest.get().getBytes(UTF_8));
    }

    private Command digest(Command command, int at) {
        var sent = command.text(at).toLowerCase(java.util.Locale.ROOT);
        return command.with(at, digests.getOrDefault(sent, sent).getBytes(UTF_8));
    }

    private static Optional<String> strip(String script) {
        var end = script.indexOf('\n');
        return end > 0 && script.substring(0, end).strip().equals(FIRST_LINE)
                ? Optional.of(script.substring(end)) // an empty first line keeps the numbers in error texts
                : Optional.empty();
    }

    private static String sha1(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
