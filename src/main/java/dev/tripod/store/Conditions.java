package dev.tripod.store;

import dev.tripod.upstash.Command;
import dev.tripod.upstash.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Compare-and-set as the server has it: {@code SET … IFEQ} and {@code DELEX … IFEQ} as they are (Upstash; Redis from
 * 8.4), or scripts that do the same once a server has refused one of them. Thread-safe.
 */
final class Conditions {
    private static final String SET =
            "if redis.call('GET',KEYS[1])==ARGV[1] then return redis.call('SET',KEYS[1],unpack(ARGV,2)) end return false";
    private static final String DELETE =
            "if redis.call('GET',KEYS[1])==ARGV[1] then return redis.call('DEL',KEYS[1]) end return 0";

    private static final Set<String> CONDITIONS = Set.of("NX", "XX", "IFEQ");

    /** Set when a server refuses, read by every call. */
    private volatile boolean byScript;

    List<Command> translate(List<Command> commands) {
        return byScript ? commands.stream().map(Conditions::translate).toList() : commands;
    }

    /** Whether the server does not know a condition among these commands; from then on scripts are sent. */
    boolean refused(List<Command> commands, List<Reply> replies) {
        if (byScript || commands.size() != 1 || !(replies.get(0) instanceof Reply.Failure failure)) {
            return false;
        }
        var unknown = failure.text().startsWith("ERR syntax error")
                || failure.text().contains("unknown command")
                || failure.text().startsWith("ERR Command is not available");
        byScript = unknown && translate(commands.get(0)).name().equals("EVAL");
        return byScript;
    }

    private static Command translate(Command command) {
        var name = command.name();
        var words = command.words();
        if (name.equals("DELEX") && words.size() == 4 && isIfeq(words.get(2))) {
            return Command.of("EVAL", DELETE, 1, words.get(1), words.get(3));
        }
        if (name.equals("SET")) {
            for (var i = 3; i < words.size() - 1; i++) {
                if (isIfeq(words.get(i))) {
                    return set(words, i);
                }
            }
        }
        return command;
    }

    private static Command set(List<byte[]> words, int ifeq) {
        var options = new ArrayList<>(words.subList(3, words.size()));
        options.subList(ifeq - 3, ifeq - 1).clear();
        if (options.stream().anyMatch(Conditions::isCondition)) {
            return new Command(words); // two of them: the server is right to refuse it
        }
        var arguments = new ArrayList<Object>(List.of(SET, 1, words.get(1), words.get(ifeq + 1), words.get(2)));
        arguments.addAll(options);
        return Command.of("EVAL", arguments.toArray());
    }

    private static boolean isIfeq(byte[] word) {
        return upper(word).equals("IFEQ");
    }

    private static boolean isCondition(byte[] word) {
        return CONDITIONS.contains(upper(word));
    }

    private static String upper(byte[] word) {
        return new String(word, StandardCharsets.ISO_8859_1).toUpperCase(Locale.ROOT);
    }
}
