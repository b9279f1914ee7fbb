package dev.tripod.testing.upstash;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Words for Redis 7 what it lacks: {@code SET … IFEQ}, {@code DELEX} and {@code DIGEST}, each as a script, so that it is
 * one step there too. A digest is sixteen hexadecimal digits as on the service, but not of its algorithm.
 */
final class Conditions {
    private static final Set<String> NAMES = Set.of("IFEQ", "IFNE", "IFDEQ", "IFDNE");
    private static final Set<String> WITH_VALUE = Set.of("EX", "PX", "EXAT", "PXAT");
    private static final String LOOK =
            """
            local now = redis.pcall('GET', KEYS[1])
            if type(now) == 'table' then return now end
            local function digest() return now and string.sub(redis.sha1hex(now), 1, 16) end
            local function holds(condition, operand)
              local seen = string.find(condition, 'D') and digest() or now
              if string.find(condition, 'NE') then return seen ~= operand end
              return seen == operand
            end
            """;
    private static final String SET = LOOK
            + """
            if not holds(ARGV[1], ARGV[2]) then return ARGV[3] == 'GET' and now end
            return redis.pcall('SET', KEYS[1], unpack(ARGV, 4))
            """;
    private static final String DELETE = LOOK
            + """
            if not holds(ARGV[1], ARGV[2]) then return 0 end
            return redis.pcall('DEL', KEYS[1])
            """;
    private static final String DIGEST = LOOK + "return digest()";

    private Conditions() {}

    /** The command that does the same on Redis 7; commands that it knows come back as they are. */
    static Command forRedis(Command command) {
        return switch (command.name()) {
            case "SET" -> condition(command).map(at -> set(command, at)).orElse(command);
            case "DELEX" -> delete(command);
            case "DIGEST" -> command.size() == 2 ? script(DIGEST, command, List.of()) : wrong(command);
            default -> command;
        };
    }

    private static Optional<Integer> condition(Command command) {
        for (var i = 3; i < command.size() - 1; i += WITH_VALUE.contains(command.word(i)) ? 2 : 1) {
            if (NAMES.contains(command.word(i))) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private static Command set(Command command, int at) {
        var rest = new ArrayList<>(command.from(2));
        rest.subList(at - 2, at).clear();
        var options = new Command(rest);
        var others = new ArrayList<String>();
        for (var i = 1; i < options.size(); i++) {
            others.add(options.word(i));
        }
        if (others.contains("NX") || others.contains("XX") || others.stream().anyMatch(NAMES::contains)) {
            return command; // two conditions: Redis finds the syntax error
        }
        var arguments = new ArrayList<byte[]>();
        arguments.add(command.word(at).getBytes(UTF_8));
        arguments.add(command.words().get(at + 1));
        arguments.add((others.contains("GET") ? "GET" : "").getBytes(UTF_8));
        arguments.addAll(rest);
        return script(SET, command, arguments);
    }

    private static Command delete(Command command) {
        if (command.size() == 2) {
            return Command.of("DEL", "").with(1, command.words().get(1));
        }
        if (command.size() != 4 || !NAMES.contains(command.word(2))) {
            return wrong(command);
        }
        return script(
                DELETE,
                command,
                List.of(command.word(2).getBytes(UTF_8), command.words().get(3)));
    }

    private static Command script(String lua, Command command, List<byte[]> arguments) {
        var words = new ArrayList<>(Command.of("EVAL", lua, "1").words());
        words.add(command.words().get(1));
        words.addAll(arguments);
        return new Command(words);
    }

    /** A command that Redis refuses for the number of its arguments, in this command's name. */
    private static Command wrong(Command command) {
        var text = "ERR wrong number of arguments for '%s' command"
                .formatted(command.name().toLowerCase(java.util.Locale.ROOT));
        return Command.of("EVAL", "return redis.error_reply(ARGV[1])", "0", text);
    }
}
