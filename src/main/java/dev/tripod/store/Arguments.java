package dev.tripod.store;

import dev.tripod.upstash.Command;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The words of one command by their place; the name stands at 0. */
record Arguments(List<byte[]> words) {
    static Arguments of(Command command) {
        return new Arguments(command.words());
    }

    int count() {
        return words.size();
    }

    byte[] bytes(int place) {
        return words.get(place);
    }

    Bytes name(int place) {
        return Bytes.of(words.get(place));
    }

    /** The names from a place to the end. */
    Stream<Bytes> namesFrom(int place) {
        return words.stream().skip(place).map(Bytes::of);
    }

    String text(int place) {
        return new String(words.get(place), StandardCharsets.ISO_8859_1);
    }

    /** An option's name in capitals. */
    String option(int place) {
        return text(place).toUpperCase(Locale.ROOT);
    }

    /** The word that an option needs after it. */
    int following(int place) {
        if (place + 1 >= words.size()) {
            throw RefusedException.syntax();
        }
        return place + 1;
    }

    long integer(int place) {
        return Integers.parse(words.get(place))
                .orElseThrow(() -> new RefusedException(RefusedException.NOT_AN_INTEGER));
    }

    /** The command's name in small letters, as texts of errors write it. */
    String command() {
        return text(0).toLowerCase(Locale.ROOT);
    }
}
