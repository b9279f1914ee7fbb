package dev.tripod.testing.upstash;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A command as bytes: its name and its arguments. */
record Command(List<byte[]> words) {
    Command {
        words = List.copyOf(words);
    }

    static Command of(String... words) {
        return new Command(
                List.of(words).stream().map(word -> word.getBytes(UTF_8)).toList());
    }

    /** In capitals. */
    String name() {
        return word(0);
    }

    int size() {
        return words.size();
    }

    /** The word at this place in capitals, for names and options. */
    String word(int index) {
        return text(index).toUpperCase(Locale.ROOT);
    }

    String text(int index) {
        return new String(words.get(index), UTF_8);
    }

    /** The same command with another word at this place. */
    Command with(int index, byte[] word) {
        var changed = new ArrayList<>(words);
        changed.set(index, word);
        return new Command(changed);
    }

    List<byte[]> from(int index) {
        return words.subList(index, words.size());
    }
}
