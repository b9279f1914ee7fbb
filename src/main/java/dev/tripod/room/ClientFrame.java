package dev.tripod.room;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tripod.broadcast.Position;
import java.util.Optional;

/** The frames that a participant sends, checked. */
sealed interface ClientFrame {
    record Hello(Optional<Position> position) implements ClientFrame {}

    record Send(String id, Kind kind, Optional<ParticipantId> to, JsonNode data) implements ClientFrame {}

    /** The frame {@code state}. */
    record Says(JsonNode state) implements ClientFrame {}

    record Ping() implements ClientFrame {}
}
