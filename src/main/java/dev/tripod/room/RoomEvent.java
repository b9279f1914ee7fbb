package dev.tripod.room;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tripod.broadcast.Topic;
import dev.tripod.session.SessionId;

/** What instances tell each other about a room. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RoomEvent.Logged.class, name = "log"),
    @JsonSubTypes.Type(value = RoomEvent.Sent.class, name = "sent"),
    @JsonSubTypes.Type(value = RoomEvent.Joined.class, name = "joined"),
    @JsonSubTypes.Type(value = RoomEvent.Left.class, name = "left"),
    @JsonSubTypes.Type(value = RoomEvent.Stated.class, name = "state"),
    @JsonSubTypes.Type(value = RoomEvent.Revoked.class, name = "revoked"),
    @JsonSubTypes.Type(value = RoomEvent.Noticed.class, name = "pairing")
})
sealed interface RoomEvent {
    /** The topic that carries a room's events and its log. */
    static Topic topic(RoomId room) {
        return new Topic("room:" + room.value());
    }

    /** An entry of the room's log. */
    record Logged(ParticipantId from, String id, JsonNode data) implements RoomEvent {}

    /** An ephemeral message for everybody else in the room. */
    record Sent(ParticipantId from, String id, JsonNode data) implements RoomEvent {}

    record Joined(Participant participant) implements RoomEvent {}

    record Left(Participant participant, String reason) implements RoomEvent {}

    record Stated(Participant participant) implements RoomEvent {}

    /** A grant has ended; its sockets close with the code. */
    record Revoked(ParticipantId participant, int code) implements RoomEvent {}

    /** What became of a pairing, for the owner alone. */
    record Noticed(SessionId owner, RoomService.PairingNotice notice) implements RoomEvent {}
}
