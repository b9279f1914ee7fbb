package dev.tripod.room;

import dev.tripod.session.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A shared space as it is stored: who made it and who may join.
 *
 * @param admissions what the last ones were admitted for, also those who have been removed since
 * @param used when it was used last, as far as that was written down
 */
public record Room(
        RoomId id, String name, SessionId owner, List<Grant> grants, List<AdmissionId> admissions, Instant used) {
    /** More than pairings of one room can be claimed, and repeated, while the store remembers them. */
    private static final int ADMISSIONS = 128;

    public Room {
        grants = List.copyOf(grants);
        var forgotten = Math.max(0, admissions.size() - ADMISSIONS);
        admissions = List.copyOf(admissions.subList(forgotten, admissions.size()));
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

    private Room having(List<Grant> others) {
        return new Room(id, name, owner, others, admissions, used);
    }

    /** This room with a grant more, and without those that it ends. */
    Room with(Grant grant, Predicate<Grant> ended) {
        var kept = grants.stream().filter(ended.negate());
        return having(Stream.concat(kept, Stream.of(grant)).toList());
    }

    Room without(ParticipantId participant) {
        return having(grants.stream()
                .filter(grant -> !grant.participant().equals(participant))
                .toList());
    }

    /** This room, which remembers an admission more. */
    Room admitted(AdmissionId admission) {
        var all = Stream.concat(admissions.stream(), Stream.of(admission)).toList();
        return new Room(id, name, owner, grants, all, used);
    }

    Room usedAt(Instant now) {
        return new Room(id, name, owner, grants, admissions, now);
    }

    /**
     * Merges what two instances made of one room while they could not see each other: grants given on either side are
     * there, those taken back on either side are not; of several cameras the one from here stays.
     */
    static Room merged(Optional<Room> before, Room here, Room there) {
        var known = before.map(Room::grants).orElse(List.of());
        var newHere =
                here.grants.stream().filter(grant -> !known.contains(grant)).toList();
        Predicate<Grant> stays = grant -> !known.contains(grant) || here.grants.contains(grant);
        Predicate<Grant> replaced = grant -> newHere.stream()
                .anyMatch(fresh -> fresh.participant().equals(grant.participant()) || fresh.replaces(grant));
        var grants = Stream.concat(there.grants.stream().filter(stays).filter(replaced.negate()), newHere.stream())
                .toList();
        var admissions = Stream.concat(there.admissions.stream(), here.admissions.stream())
                .distinct()
                .toList();
        var used = here.used.isAfter(there.used) ? here.used : there.used;
        return new Room(there.id, there.name, there.owner, grants, admissions, used);
    }
}
