package dev.tripod.room;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who is in a room on other instances, as this one has heard. Each change answers what those who are here have to be
 * told. Guarded by the room.
 */
final class Elsewhere {
    /**
     * A participant on another instance.
     *
     * @param since when it came there, in milliseconds
     * @param stoppedAt when its instance said that it stops; it may come back on another
     */
    record Other(Participant participant, String origin, long since, @Nullable Instant stoppedAt) {
        ParticipantId id() {
            return participant.id();
        }
    }

    private final Revocations revocations;
    private final Map<ParticipantId, Other> byId = new LinkedHashMap<>();
    /** Of whom there was news since the roster is being read: it is later than what is read. */
    private final Set<ParticipantId> news = new HashSet<>();

    private boolean unreachable;

    Elsewhere(Revocations revocations) {
        this.revocations = revocations;
    }

    boolean isEmpty() {
        return byId.isEmpty();
    }

    Optional<Other> of(ParticipantId participant) {
        return Optional.ofNullable(byId.get(participant));
    }

    List<Participant> participants() {
        return byId.values().stream().map(this::seen).toList();
    }

    private Participant seen(Other other) {
        return other.participant().reachable(!unreachable);
    }

    boolean isOn(String origin) {
        return byId.values().stream().anyMatch(other -> other.origin().equals(origin));
    }

    Set<String> origins() {
        return byId.values().stream().map(Other::origin).collect(Collectors.toSet());
    }

    /** The roster is read from now on. */
    void reading() {
        news.clear();
    }

    /** Somebody has come to another instance, from nowhere or from a third one. */
    Optional<RoomMessage> joined(Participant participant, String origin, long since) {
        news.add(participant.id());
        var before = byId.get(participant.id());
        if (revocations.contains(participant.id()) || (before != null && before.since() > since)) {
            return Optional.empty();
        }
        var now = new Other(participant, origin, since, null);
        byId.put(participant.id(), now);
        if (before == null || !sameGrant(before.participant(), participant)) {
            return Optional.of(new RoomMessage.Joined(seen(now)));
        }
        return before.participant().equals(participant)
                ? Optional.empty()
                : Optional.of(new RoomMessage.State(seen(now)));
    }

    private static boolean sameGrant(Participant one, Participant other) {
        return one.name().equals(other.name()) && one.role() == other.role();
    }

    /** Somebody says something else of itself; who has moved since is not meant. */
    Optional<RoomMessage> stated(Participant participant, String origin) {
        var before = byId.get(participant.id());
        return before == null || !before.origin().equals(origin)
                ? Optional.empty()
                : joined(participant, origin, before.since());
    }

    /** Somebody has left an instance; who has moved since is not meant. */
    Optional<RoomMessage> left(ParticipantId participant, String origin, String reason) {
        news.add(participant);
        return of(participant).filter(other -> other.origin().equals(origin)).map(other -> leave(other, reason));
    }

    /** Somebody's grant has ended. */
    Optional<RoomMessage> revoked(ParticipantId participant, String reason) {
        news.add(participant);
        return of(participant).map(other -> leave(other, reason));
    }

    private RoomMessage leave(Other other, String reason) {
        byId.remove(other.id());
        return new RoomMessage.Left(seen(other), reason);
    }

    /** Somebody is here now. */
    Optional<Other> take(ParticipantId participant) {
        return Optional.ofNullable(byId.remove(participant));
    }

    private List<Other> those(Predicate<Other> which) {
        return byId.values().stream().filter(which).toList();
    }

    /** An instance does not answer: who was on it is gone. */
    List<Other> gone(String origin) {
        var gone = those(other -> other.origin().equals(origin));
        gone.forEach(other -> byId.remove(other.id()));
        return gone;
    }

    /** An instance stops: who is on it is about to come back. */
    void stopped(String origin, Instant now) {
        those(other -> other.origin().equals(origin))
                .forEach(other -> byId.put(other.id(), new Other(other.participant(), origin, other.since(), now)));
    }

    /** Takes out who did not come back in time. */
    List<Other> giveUp(Instant now, Duration grace) {
        var late = those(other ->
                other.stoppedAt() != null && !other.stoppedAt().plus(grace).isAfter(now));
        late.forEach(other -> byId.remove(other.id()));
        return late;
    }

    /** This instance hears the others no more, or again. */
    List<RoomMessage> reachable(boolean now) {
        if (unreachable != now) {
            return List.of();
        }
        unreachable = !now;
        return byId.values().stream()
                .<RoomMessage>map(other -> new RoomMessage.State(seen(other)))
                .toList();
    }

    /** All that are listed elsewhere, as it was read anew: who is not among them has gone. */
    List<RoomMessage> listed(List<Other> all) {
        var told = new ArrayList<RoomMessage>();
        var later = Set.copyOf(news);
        var ids = all.stream().map(Other::id).collect(Collectors.toSet());
        those(other -> !ids.contains(other.id()) && !later.contains(other.id()))
                .forEach(other -> told.add(leave(other, "vanished")));
        all.stream().filter(other -> !later.contains(other.id())).forEach(other -> joined(
                        other.participant(), other.origin(), other.since())
                .ifPresent(told::add));
        return told;
    }
}
