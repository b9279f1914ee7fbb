package dev.tripod.upstash;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One command of the store's dialect: its name and arguments as bytes, as Redis documents them. */
public record Command(List<byte[]> words) {
    public Command {
        words = List.copyOf(words);
        if (words.isEmpty()) {
            throw new IllegalArgumentException("A command needs a name");
        }
    }

    /** Makes a command of strings (as UTF-8), {@code byte[]} and numbers (as decimal text). */
    public static Command of(String name, Object... arguments) {
        var words = new ArrayList<byte[]>(arguments.length + 1);
        words.add(bytes(name));
        for (var argument : arguments) {
            words.add(argument instanceof byte[] raw ? raw : bytes(String.valueOf(argument)));
        }
        return new Command(words);
    }

    /** Its name in capitals. */
    public String name() {
        return new String(words.get(0), StandardCharsets.UTF_8).toUpperCase(Locale.ROOT);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Shows the name only: arguments hold keys and values. */
    @Override
    public String toString() {
        return new String(words.get(0), StandardCharsets.UTF_8);
    }
}
