package dev.tripod.broadcast;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;

/**
 * Envelopes as one line of text each: JSON, behind the place in the log where there is one. A line break in a payload is
 * escaped, since the stream that carries it is made of lines.
 */
final class EnvelopeCodec {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private EnvelopeCodec() {}

    /** What an entry of a log holds, and what is sent without one. */
    record Content(String topic, String origin, long at, String payload) {
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
