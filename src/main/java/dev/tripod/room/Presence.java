package dev.tripod.room;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tripod.broadcast.Position;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Somebody who is in a room on this instance, with a socket or in the time of grace after one was lost. Guarded by the room. */
final class Presence {
    final Grant grant;
    /** When it came to this instance, in milliseconds. */
    final long since;

    JsonNode state = JsonNodeFactory.instance.objectNode();

    @Nullable
    Feed feed;

    @Nullable
    Instant vanishedAt;

    Presence(Grant grant, long since) {
        this.grant = grant;
        this.since = since;
    }

    ParticipantId id() {
        return grant.participant();
    }

    Participant participant() {
        return new Participant(id(), grant.name(), grant.role(), state);
    }

    /** Whether others who know the one need not be told of the other. */
    boolean isLike(Participant other) {
        return grant.name().equals(other.name()) && grant.role() == other.role();
    }

    /** It has the log's entry at this position already. */
    void passed(Position position) {
        if (feed != null) {
            feed.passed(position);
        }
    }

    /** See {@link Feed#tellPosition}. */
    void tellPosition() {
        if (feed != null) {
            feed.tellPosition(participant());
        }
    }

    /** Whether it is welcomed, and takes what comes at once. */
    boolean isWelcomed() {
        return feed != null && feed.started();
    }

    /** Closes its socket, if it has one, which is not its own any more. */
    void closeFeed(int code) {
        if (feed != null) {
            feed.connection().close(code);
            feed = null;
        }
    }

    /** Whether its socket is gone since then or longer. */
    boolean isAwaySince(Instant then) {
        return feed == null && vanishedAt != null && !vanishedAt.isAfter(then);
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
