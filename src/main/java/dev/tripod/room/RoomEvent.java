package dev.tripod.room;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tripod.broadcast.Topic;
import dev.tripod.session.SessionId;
import java.util.Optional;

/** What instances tell each other about a room. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RoomEvent.Logged.class, name = "log"),
    @JsonSubTypes.Type(value = RoomEvent.Sent.class, name = "sent"),
    @JsonSubTypes.Type(value = RoomEvent.Joined.class, name = "joined"),
    @JsonSubTypes.Type(value = RoomEvent.Left.class, name = "left"),
    @JsonSubTypes.Type(value = RoomEvent.Stated.class, name = "state"),
    @JsonSubTypes.Type(value = RoomEvent.Signalled.class, name = "signal"),
    @JsonSubTypes.Type(value = RoomEvent.Handed.class, name = "handed"),
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

    /** An ephemeral message for one in the room, or everybody else. */
    record Sent(ParticipantId from, String id, Optional<ParticipantId> to, JsonNode data) implements RoomEvent {}

    /** A signal for one who is on another instance. */
    record Signalled(ParticipantId from, String id, ParticipantId to, JsonNode data) implements RoomEvent {}

    /** A signal was written to its receiver's socket. */
    record Handed(ParticipantId from, String id) implements RoomEvent {}

    /**
     * Somebody is on an instance.
     *
     * @param since when it came there, in milliseconds: of two instances the later one has it
     */
    record Joined(Participant participant, long since) implements RoomEvent {}

    record Left(Participant participant, String reason) implements RoomEvent {}

    record Stated(Participant participant) implements RoomEvent {}

    /** A grant has ended; its sockets close with the code. */
    record Revoked(ParticipantId participant, int code) implements RoomEvent {}

    /** What became of a pairing, for the owner alone. */
    record Noticed(SessionId owner, RoomService.PairingNotice notice) implements RoomEvent {}
}
