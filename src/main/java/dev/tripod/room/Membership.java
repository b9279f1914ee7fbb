package dev.tripod.room;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tripod.broadcast.Instances;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who is in a room, here and on other instances. Each change is told to those who are here at once, and to other
 * instances after it was written down: whoever begins to listen too late for the news reads a roster that has it.
 * Guarded by the room.
 */
final class Membership {
    static final Duration GRACE = Duration.ofSeconds(15);
    /** A stream that is away no longer than this is nobody's business. */
    static final Duration SILENCE = Duration.ofSeconds(3);

    private final Presences presences;
    private final Elsewhere elsewhere;
    private final RoomRoster roster;
    private final RoomSignals signals;
    private final RoomParts parts;
    private final Function<RoomEvent, CompletableFuture<Void>> publish;

    /** Ends when others were told of all changes of the roster. */
    private CompletableFuture<Void> announced = CompletableFuture.completedFuture(null);

    private @Nullable Instant deafSince;

    Membership(
            Presences presences,
            Elsewhere elsewhere,
            RoomRoster roster,
            RoomSignals signals,
            RoomParts parts,
            Function<RoomEvent, CompletableFuture<Void>> publish) {
        this.presences = presences;
        this.elsewhere = elsewhere;
        this.roster = roster;
        this.signals = signals;
        this.parts = parts;
        this.publish = publish;
    }

    List<Participant> everybody() {
        return Stream.concat(presences.participants().stream(), elsewhere.participants().stream())
                .toList();
    }

    /** Somebody is here, perhaps again, perhaps from another instance. */
    void come(Presence presence) {
        var here = presences.of(presence.id());
        var there = elsewhere.take(presence.id());
        here.ifPresent(before -> {
            presence.state = before.state;
            before.closeFeed(CloseCode.REPLACED);
        });
        there.ifPresent(other -> presence.state = other.participant().state());
        presences.put(presence);
        if (here.filter(before -> before.grant.equals(presence.grant)).isPresent()) {
            return; // everybody knows it, and that it is here
        }
        var known = there.filter(other -> presence.isLike(other.participant()));
        announce(roster.put(presence), new RoomEvent.Joined(presence.participant(), presence.since));
        if (known.isEmpty()) {
            presences.tellOthers(presence.id(), new RoomMessage.Joined(presence.participant()));
        }
    }

    /** Somebody's socket is gone; it may come back within the time of grace. */
    void vanish(Presence presence) {
        presence.feed = null;
        presence.vanishedAt = parts.clock().instant();
    }

    void leave(Presence presence, String reason) {
        presences.remove(presence);
        signals.giveUp(presence.id());
        announce(roster.remove(presence), new RoomEvent.Left(presence.participant(), reason));
        presences.tellOthers(presence.id(), new RoomMessage.Left(presence.participant(), reason));
    }

    /** Somebody here says something of itself. */
    void says(Presence presence, JsonNode state) {
        presence.state = state;
        announce(roster.put(presence), new RoomEvent.Stated(presence.participant()));
        presences.tellOthers(presence.id(), new RoomMessage.State(presence.participant()));
    }

    private void announce(CompletableFuture<Void> written, RoomEvent event) {
        announced = CompletableFuture.allOf(announced, written).thenRun(() -> {
            var unused = publish.apply(event);
        });
    }

    /** Somebody is on another instance: if it was here before, it has moved. */
    void joined(RoomEvent.Joined joined, String origin) {
        var participant = joined.participant();
        var here = presences.of(participant.id());
        if (here.filter(mine -> mine.since > joined.since()).isPresent()) {
            return;
        }
        here.ifPresent(mine -> {
            mine.closeFeed(CloseCode.REPLACED);
            presences.remove(mine);
            var unused = roster.remove(mine);
        });
        var news = elsewhere.joined(participant, origin, joined.since());
        var asBefore = here.filter(mine -> mine.isLike(participant)).isPresent();
        tell(asBefore ? Optional.empty() : news);
        signals.sendAfter(participant.id(), origin);
    }

    void left(RoomEvent.Left left, String origin) {
        tell(elsewhere.left(left.participant().id(), origin, left.reason()));
    }

    /** Somebody elsewhere may no longer be in the room, whether or not its instance has heard of that. */
    void revoked(ParticipantId participant, String reason) {
        tell(elsewhere.revoked(participant, reason));
    }

    void stated(RoomEvent.Stated stated, String origin) {
        tell(elsewhere.stated(stated.participant(), origin));
    }

    private void tell(Optional<RoomMessage> news) {
        news.ifPresent(message -> presences.tellOthers(null, message));
    }

    private void tellAll(List<RoomMessage> news) {
        news.forEach(message -> presences.tellOthers(null, message));
    }

    /** The roster is read from now on. */
    void reading() {
        elsewhere.reading();
    }

    /** The roster was read: who is elsewhere, and whether all who are here stand in it. */
    void listed(RoomRoster.Listed listed) {
        for (var other : listed.elsewhere()) {
            parts.instances().dependOn(other.origin());
            presences
                    .of(other.id())
                    .filter(mine -> mine.since <= other.since())
                    .ifPresent(
                            mine -> joined(new RoomEvent.Joined(other.participant(), other.since()), other.origin()));
        }
        var others = listed.elsewhere().stream()
                .filter(other -> presences.of(other.id()).isEmpty())
                .toList();
        tellAll(elsewhere.listed(others));
        presences.all().stream()
                .filter(presence -> !listed.here().contains(presence.id()))
                .forEach(presence ->
                        announce(roster.put(presence), new RoomEvent.Joined(presence.participant(), presence.since)));
    }

    /** News of other instances arrives again. */
    void hears() {
        deafSince = null;
        tellAll(elsewhere.reachable(true));
        roster.readAgain();
    }

    /** News of other instances does not arrive. */
    void deaf() {
        deafSince = parts.clock().instant();
    }

    /** Another instance is gone; who was on it either comes back on another or has left. */
    void gone(String origin, Instances.Fate fate) {
        switch (fate) {
            case STOPPED -> elsewhere.stopped(origin, parts.clock().instant());
            case SILENT -> vanished(elsewhere.gone(origin));
        }
    }

    private void vanished(List<Elsewhere.Other> others) {
        roster.remove(others);
        others.forEach(other -> presences.tellOthers(null, new RoomMessage.Left(other.participant(), "vanished")));
    }

    /** Lets time pass: who has not come back leaves, and who has not been heard of for a while is shown as that. */
    void tick(Instant now) {
        presences.all().stream()
                .filter(presence -> presence.isAwaySince(now.minus(GRACE)))
                .forEach(presence -> leave(presence, "vanished"));
        vanished(elsewhere.giveUp(now, GRACE));
        if (deafSince != null && !deafSince.plus(SILENCE).isAfter(now)) {
            tellAll(elsewhere.reachable(false));
        }
        roster.tick();
    }

    /** This instance stops: nobody is on it any more. */
    void strikeOut() {
        presences.all().forEach(presence -> {
            var unused = roster.remove(presence);
        });
    }
}
