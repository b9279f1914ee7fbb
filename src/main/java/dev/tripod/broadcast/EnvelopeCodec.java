package dev.tripod.broadcast;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Envelopes as one line of text each: JSON, behind the place in the log where there is one. A line break in a payload is
 * escaped, since the stream that carries it is made of lines.
 */
final class EnvelopeCodec {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private EnvelopeCodec() {}

    /** Between lines that travel as one text; JSON never has it. */
    static final String SEPARATOR = "\u001e";

    /**
     * What an entry of a log holds, and what is sent without one.
     *
     * @param number of the message among its origin's
     */
    record Content(String topic, String origin, long number, long at, String payload) {
        /** No two messages have the same. */
        String id() {
            return origin + "/" + number;
        }

        Envelope at(Optional<Position> position) {
            return new Envelope(new Topic(topic), origin, position, payload);
        }

        Instant moment() {
            return Instant.ofEpochMilli(at);
        }
    }

    static String write(Content content) {
        try {
            return MAPPER.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Content content(String json) {
        try {
            return MAPPER.readValue(json, Content.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not an envelope");
        }
    }

    static String join(List<String> lines) {
        return String.join(SEPARATOR, lines);
    }

    /** The lines of a text, one at least. */
    static List<String> lines(String text) {
        return List.of(text.split(SEPARATOR, -1));
    }

    /** Reads a line: JSON alone, or a position, a blank and JSON. */
    static Envelope read(String line) {
        if (line.startsWith("{")) {
            return content(line).at(Optional.empty());
        }
        var blank = line.indexOf(' ');
        var position = blank < 0 ? Optional.<Position>empty() : Position.parse(line.substring(0, blank));
        if (position.isEmpty()) {
            throw new IllegalArgumentException("Not an envelope");
        }
        return content(line.substring(blank + 1)).at(position);
    }
}
