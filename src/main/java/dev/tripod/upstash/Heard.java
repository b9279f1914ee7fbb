package dev.tripod.upstash;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a stream of events is to bring: channels by their names, or by patterns of names. */
record Heard(Command command, List<String> names) {
    Heard {
        names = List.copyOf(names);
        if (names.isEmpty() || names.stream().anyMatch(name -> name.isEmpty() || name.contains(","))) {
            throw new IllegalArgumentException("Channels have names, and no commas in them");
        }
    }

    static Heard channels(List<String> names) {
        return new Heard(Command.of("SUBSCRIBE"), names);
    }

    static Heard pattern(String pattern) {
        return new Heard(Command.of("PSUBSCRIBE"), List.of(pattern));
    }

    String path() {
        return names.stream()
                .map(name -> "/" + RawForm.percentEncoded(name.getBytes(StandardCharsets.UTF_8)))
                .collect(Collectors.joining("", "/" + command.name().toLowerCase(Locale.ROOT), ""));
    }

    /** What opening the stream is billed as. */
    List<Command> billed() {
        return names.stream().map(name -> command).toList();
    }
}
