package dev.tripod.room;

import dev.tripod.session.SessionId;

/** The right of a session to be in a room, in a role. */
public record Grant(ParticipantId participant, SessionId session, Role role, String name) {
    /** Whether this one ends the other: a room has one camera. */
    boolean replaces(Grant other) {
        return role == Role.CAMERA && other.role == Role.CAMERA;
    }
}
