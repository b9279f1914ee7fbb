package dev.tripod.room;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Somebody who is in a room on this instance, with a socket or in the time of grace after one was lost. Guarded by the room. */
final class Presence {
    final Grant grant;

    JsonNode state = JsonNodeFactory.instance.objectNode();

    @Nullable
    Feed feed;

    @Nullable
    Instant vanishedAt;

    Presence(Grant grant) {
        this.grant = grant;
    }

    ParticipantId id() {
        return grant.participant();
    }

    Participant participant() {
        return new Participant(id(), grant.name(), grant.role(), state);
    }

    boolean has(Connection connection) {
        return feed != null && feed.connection() == connection;
    }

    /** Sends a frame that is for this participant alone, if it has a socket. */
    void tell(RoomMessage message) {
        if (feed != null) {
            feed.offer(Optional.empty(), RoomCodec.encode(message));
        }
    }
}
