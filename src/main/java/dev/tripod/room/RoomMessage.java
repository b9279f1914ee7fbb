package dev.tripod.room;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tripod.broadcast.Position;
import java.util.List;
import java.util.Optional;

/** The frames that go from the server to a participant; {@code docs/protocol.md} describes them. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RoomMessage.Welcome.class, name = "welcome"),
    @JsonSubTypes.Type(value = RoomMessage.Joined.class, name = "joined"),
    @JsonSubTypes.Type(value = RoomMessage.Left.class, name = "left"),
    @JsonSubTypes.Type(value = RoomMessage.State.class, name = "state"),
    @JsonSubTypes.Type(value = RoomMessage.Message.class, name = "message"),
    @JsonSubTypes.Type(value = RoomMessage.Ack.class, name = "ack"),
    @JsonSubTypes.Type(value = RoomMessage.Failure.class, name = "error"),
    @JsonSubTypes.Type(value = RoomMessage.Pairing.class, name = "pairing"),
    @JsonSubTypes.Type(value = RoomMessage.Pong.class, name = "pong")
})
@JsonInclude(JsonInclude.Include.NON_ABSENT)
sealed interface RoomMessage {
    /** The room as a participant sees it. */
    record RoomView(String id, String name) {}

    record Welcome(
            Participant self, RoomView room, List<Participant> participants, Position position, boolean recovered)
            implements RoomMessage {}

    record Joined(Participant participant) implements RoomMessage {}

    record Left(Participant participant, String reason) implements RoomMessage {}

    /** With a position it tells a participant of itself how far the log has come, and nothing new. */
    record State(Participant participant, Optional<Position> position) implements RoomMessage {
        State(Participant participant) {
            this(participant, Optional.empty());
        }
    }

    record Message(String id, ParticipantId from, Kind kind, JsonNode data, Optional<Position> position)
            implements RoomMessage {}

    record Ack(String id, Optional<Position> position) implements RoomMessage {}

    /** The frame {@code error}. */
    record Failure(String code, Optional<String> id, String detail) implements RoomMessage {}

    record Pairing(String id, String state, Optional<ParticipantId> participant) implements RoomMessage {}

    record Pong() implements RoomMessage {}
}
