package dev.tripod.room;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody who is in a room on this instance, with a socket or in the time of grace after one was lost. Guarded by the room. */
final class Presence {
    /** A signal that its receiver has not been handed yet. */
    record Signal(ParticipantId from, String id, String frame, Instant deadline) {
        boolean is(ParticipantId sender, String messageId) {
            return from.equals(sender) && id.equals(messageId);
        }
    }

    final Grant grant;
    /** Signals on their way: queued at the socket, or waiting for the next one. */
    final List<Signal> signals = new ArrayList<>();

    JsonNode state = JsonNodeFactory.instance.objectNode();

    @Nullable
    Feed feed;

    @Nullable
    Instant vanishedAt;

    Presence(Grant grant) {
        this.grant = grant;
    }

    Participant participant() {
        return new Participant(grant.participant(), grant.name(), grant.role(), state);
    }

    boolean has(Connection connection) {
        return feed != null && feed.connection() == connection;
    }

    /** Sends a frame that is for this participant alone, if it has a socket. */
    void tell(RoomMessage message) {
        if (feed != null) {
            feed.connection().send(message);
        }
    }
}
