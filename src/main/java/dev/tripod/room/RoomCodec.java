package dev.tripod.room;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.tripod.broadcast.Envelope;
import dev.tripod.broadcast.Position;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/** Room frames and events as JSON text, both directions. */
final class RoomCodec {
    private static final int DEEPEST = 64;
    private static final int LONGEST_ID = 64;
    private static final int LARGEST_STATE = 4_096;

    /** For clients: ids and positions are plain texts. */
    private static final ObjectMapper FRAMES = mapper(new SimpleModule()
            .addSerializer(new Text<>(ParticipantId.class, ParticipantId::value))
            .addSerializer(new Text<>(Position.class, Position::toString)));

    /** For other instances, which read it back. */
    private static final ObjectMapper EVENTS = mapper(new SimpleModule());

    private RoomCodec() {}

    private static ObjectMapper mapper(SimpleModule module) {
        var mapper = JsonMapper.builder()
                .addModule(new Jdk8Module())
                .addModule(module)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        mapper.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build());
        return mapper;
    }

    static String encode(RoomMessage message) {
        return write(FRAMES, message);
    }

    static String encode(RoomEvent event) {
        return write(EVENTS, event);
    }

    private static String write(ObjectMapper mapper, Object value) {
        try {
            var text = mapper.writeValueAsString(value);
            return isUnicode(text)
                    ? text
                    : mapper.writer()
                            .with(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature())
                            .writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Half a surrogate pair, which JSON can spell and UTF-8 cannot, would break the connections that it is sent to. */
    private static boolean isUnicode(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /** The frame for an entry of a room's log. */
    static String frame(Envelope entry) {
        if (event(entry.payload()) instanceof RoomEvent.Logged message) {
            return frame(message, entry.position());
        }
        throw new IllegalArgumentException("Not a message of the log");
    }

    /** The frame for a message of a room's log. */
    static String frame(RoomEvent.Logged message, Optional<Position> position) {
        return encode(new RoomMessage.Message(message.id(), message.from(), Kind.LOG, message.data(), position));
    }

    /** Reads what an instance has sent. */
    static RoomEvent event(String text) {
        try {
            return EVENTS.readValue(text, RoomEvent.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not a room event");
        }
    }

    /** Reads what a participant has sent. */
    static ClientFrame frame(String text) throws BadFrameException {
        var json = parse(text);
        var type = json.path("type").asText();
        return switch (type) {
            case "hello" -> new ClientFrame.Hello(position(json));
            case "send" -> send(json);
            case "state" -> says(json);
            case "ping" -> new ClientFrame.Ping();
            default -> throw new BadFrameException("unknown-type", Optional.empty(), "There is no such type of frame");
        };
    }

    private static JsonNode parse(String text) throws BadFrameException {
        try {
            var json = FRAMES.readTree(text);
            if (json != null && json.isObject()) {
                return json;
            }
        } catch (JsonProcessingException e) {
            // Told below, without the parser's words, which repeat what was sent.
        }
        throw malformed(Optional.empty(), "A frame is one JSON object");
    }

    private static Optional<Position> position(JsonNode json) throws BadFrameException {
        if (!json.hasNonNull("position")) {
            return Optional.empty();
        }
        var position = Position.parse(json.path("position").asText());
        if (position.isEmpty()) {
            throw malformed(Optional.empty(), "A position is what a frame of the server's said");
        }
        return position;
    }

    private static ClientFrame send(JsonNode json) throws BadFrameException {
        var id = json.path("id").isTextual() ? json.path("id").asText() : "";
        if (id.isEmpty() || id.length() > LONGEST_ID) {
            throw malformed(Optional.empty(), "A message has an id of 1 to 64 characters");
        }
        var data = json.get("data");
        if (data == null) {
            throw malformed(Optional.of(id), "A message has data");
        }
        var kind = kind(json, id);
        var to = to(json, id);
        if (kind == Kind.SIGNAL && to.isEmpty()) {
            throw malformed(Optional.of(id), "A signal says to whom it goes");
        }
        if (kind == Kind.LOG && to.isPresent()) {
            throw malformed(Optional.of(id), "A log message goes to everybody");
        }
        return new ClientFrame.Send(id, kind, to, data);
    }

    private static Kind kind(JsonNode json, String id) throws BadFrameException {
        return switch (json.path("kind").asText()) {
            case "log" -> Kind.LOG;
            case "signal" -> Kind.SIGNAL;
            case "ephemeral" -> Kind.EPHEMERAL;
            default -> throw malformed(Optional.of(id), "A message is of the kind log, signal or ephemeral");
        };
    }

    private static Optional<ParticipantId> to(JsonNode json, String id) throws BadFrameException {
        if (!json.hasNonNull("to")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ParticipantId(json.path("to").asText()));
        } catch (IllegalArgumentException e) {
            throw malformed(Optional.of(id), "The receiver is a participant's id");
        }
    }

    private static ClientFrame says(JsonNode json) throws BadFrameException {
        var state = json.path("state");
        if (!state.isObject()) {
            throw malformed(Optional.empty(), "A state is a JSON object");
        }
        if (state.toString().length() > LARGEST_STATE) {
            throw new BadFrameException("too-big", Optional.empty(), "A state has at most 4096 characters");
        }
        return new ClientFrame.Says(state);
    }

    private static BadFrameException malformed(Optional<String> id, String detail) {
        return new BadFrameException("malformed", id, detail);
    }

    private static final class Text<T> extends StdSerializer<T> {
        private static final long serialVersionUID = 1;
        private final transient Function<T, String> text;

        Text(Class<T> type, Function<T, String> text) {
            super(type);
            this.text = text;
        }

        @Override
        public void serialize(T value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(text.apply(value));
        }
    }
}
