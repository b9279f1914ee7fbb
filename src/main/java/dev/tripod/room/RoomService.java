package dev.tripod.room;

import dev.tripod.session.Session;
import dev.tripod.session.SessionId;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Rooms and who may join them. */
@Singleton
public final class RoomService {
    /** Makes a room; its owner gets the role {@link Role#DESKTOP}. */
    public Room create(Session owner, Optional<String> name) {
        throw new UnsupportedOperationException();
    }

    /** The room if the session has a grant for it, else the problem {@code ROOM_UNKNOWN}. */
    public Room require(RoomId room, SessionId session) {
        throw new UnsupportedOperationException();
    }

    /**
     * Grants a session a role. The same session again keeps its participant; a new camera revokes the one there was
     * and closes its socket with 4409. {@code ROOM_UNKNOWN} when the room is gone.
     */
    public Grant admit(RoomId room, SessionId session, Role role, String name) {
        throw new UnsupportedOperationException();
    }

    /** Revokes a grant and closes its socket with 4403; unknown ones are no error. */
    public void remove(RoomId room, ParticipantId participant) {
        throw new UnsupportedOperationException();
    }

    /** Tells the room's owner, on whichever instance its socket is, what became of a pairing. */
    public void tellOwner(RoomId room, PairingNotice notice) {
        throw new UnsupportedOperationException();
    }

    /**
     * The frame {@code pairing} of the room protocol.
     *
     * @param state {@code claimed}, {@code cancelled} or {@code expired}
     * @param participant who claimed it
     */
    public record PairingNotice(String id, String state, Optional<ParticipantId> participant) {}
}
