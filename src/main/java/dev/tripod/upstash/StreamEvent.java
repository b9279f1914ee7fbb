package dev.tripod.upstash;

import java.util.Optional;

/**
 * What a line of a stream of events says. Fields are not escaped: the payload is what follows the second comma or, with a
 * pattern, the third.
 */
sealed interface StreamEvent {
    /** The name is the channel's or the pattern. */
    record Subscribed(String name) implements StreamEvent {}

    record Message(String channel, String payload) implements StreamEvent {}

    /** Reads one line without its end; comments, blanks and kinds that nobody asked for are nothing. */
    static Optional<StreamEvent> parse(String line) {
        if (!line.startsWith("data:")) {
            return Optional.empty();
        }
        var fields = line.substring(line.startsWith("data: ") ? 6 : 5).split(",", 3);
        if (fields.length < 3) {
            return Optional.empty();
        }
        return switch (fields[0]) {
            case "subscribe", "psubscribe" -> Optional.of(new Subscribed(fields[1]));
            case "message" -> Optional.of(new Message(fields[1], fields[2]));
            case "pmessage" -> matched(fields[2].split(",", 2));
            default -> Optional.empty();
        };
    }

    private static Optional<StreamEvent> matched(String... fields) {
        return fields.length < 2 ? Optional.empty() : Optional.of(new Message(fields[0], fields[1]));
    }
}
