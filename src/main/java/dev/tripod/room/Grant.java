package dev.tripod.room;

import dev.tripod.session.SessionId;

/** The right of a session to be in a room, in a role. */
public record Grant(ParticipantId participant, SessionId session, Role role, String name) {}
