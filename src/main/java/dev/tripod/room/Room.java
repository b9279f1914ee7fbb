package dev.tripod.room;

import dev.tripod.session.SessionId;
import java.util.List;
import java.util.Optional;

/** A shared space as it is stored: who made it and who may join. */
public record Room(RoomId id, String name, SessionId owner, List<Grant> grants) {
    /** The grant of a session, if it has one. */
    public Optional<Grant> grantOf(SessionId session) {
        return grants.stream().filter(grant -> grant.session().equals(session)).findFirst();
    }
}
