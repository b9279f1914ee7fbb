package dev.tripod.room;

import dev.tripod.session.SessionId;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A shared space as it is stored: who made it and who may join. */
public record Room(RoomId id, String name, SessionId owner, List<Grant> grants) {
    public Room {
        grants = List.copyOf(grants);
    }

    /** The grant of a session, if it has one. */
    public Optional<Grant> grantOf(SessionId session) {
        return grants.stream().filter(grant -> grant.session().equals(session)).findFirst();
    }

    /** The grant of a participant, if there is one. */
    Optional<Grant> grantOf(ParticipantId participant) {
        return grants.stream()
                .filter(grant -> grant.participant().equals(participant))
                .findFirst();
    }

    /** This room with a grant more, and without those that it ends. */
    Room with(Grant grant, Predicate<Grant> ended) {
        return new Room(
                id,
                name,
                owner,
                Stream.concat(grants.stream().filter(ended.negate()), Stream.of(grant))
                        .toList());
    }

    Room without(ParticipantId participant) {
        return new Room(
                id,
                name,
                owner,
                grants.stream()
                        .filter(grant -> !grant.participant().equals(participant))
                        .toList());
    }
}
