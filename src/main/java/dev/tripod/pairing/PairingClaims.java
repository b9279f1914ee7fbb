package dev.tripod.pairing;

import dev.tripod.problem.Problem;
import dev.tripod.problem.ProblemException;
import dev.tripod.room.AdmissionId;
import dev.tripod.room.Grant;
import dev.tripod.room.Role;
import dev.tripod.room.RoomService;
import dev.tripod.session.Session;
import dev.tripod.session.SessionKind;
import dev.tripod.session.SessionService;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;

/** The phone's side of pairing: look, claim, join. */
@Singleton
final class PairingClaims {
    private static final Optional<SessionService.Started> NO_SESSION = Optional.empty();
    private static final Duration ROOM_MAY_BE_THERE = Duration.ofSeconds(2);

    private final PairingRecords records;
    private final GuessLimits guesses;
    private final PairingTimer timer;
    private final SessionService sessions;
    private final RoomService rooms;
    private final InstantSource clock;

    /** A phone's wish; its session, if it has one. */
    record Wish(PairingSecret secret, ClaimId id, String name, Optional<Session> session) {}

    /** What came of it; with a session to hand out, if the phone had none. */
    record Joined(Pairing pairing, Optional<SessionService.Started> started) {}

    @Inject
    PairingClaims(
            PairingRecords records,
            GuessLimits guesses,
            PairingTimer timer,
            SessionService sessions,
            RoomService rooms,
            InstantSource clock) {
        this.records = records;
        this.guesses = guesses;
        this.timer = timer;
        this.sessions = sessions;
        this.rooms = rooms;
        this.clock = clock;
    }

    /** The pending pairing that a secret leads to, so that a phone can show what it would join; changes nothing. */
    Pairing look(PairingSecret secret, String address) {
        limit(secret, address);
        var found = records.idOf(secret).flatMap(records::find);
        return accept(secret, address, found, pairing -> pairing.pendingAt(clock.instant()));
    }

    /**
     * Claims a pairing and joins its room. The same wish again, also one whose answer was lost, is the same claim; a
     * phone that came without a session gets the same one again.
     */
    Joined claim(Wish wish, String address) {
        limit(wish.secret(), address);
        var found = records.idOf(wish.secret()).flatMap(id -> attempt(id, wish));
        var pairing = accept(wish.secret(), address, found, now -> isOwn(now, wish) || isClaimedBy(now, wish));
        var claim = pairing.claim()
                .orElseThrow(() -> new ProblemException(
                        Problem.FORBIDDEN, "This browser is the desktop itself; open the link on another device"));
        timer.stop(pairing.id());
        var started = wish.session().isPresent() ? NO_SESSION : Optional.of(start(pairing, claim, wish));
        var grant = admit(pairing, claim, wish);
        rooms.tellOwner(
                pairing.room(),
                pairing.owner(),
                new RoomService.PairingNotice(
                        pairing.id().value(), pairing.state().word(), Optional.of(grant.participant())));
        return new Joined(pairing, started);
    }

    /** A room that was made while the store was away may come there later than its pairing: then it is to be tried again. */
    private Grant admit(Pairing pairing, Claim claim, Wish wish) {
        var admission = new AdmissionId(pairing.id().value());
        try {
            return rooms.admit(pairing.room(), claim.session(), pairing.role(), wish.name(), admission);
        } catch (ProblemException e) {
            throw e.problem() == Problem.ROOM_UNKNOWN
                    ? ProblemException.retryable(
                            Problem.PAIRING_UNAVAILABLE, "The room is not known here yet; try again", ROOM_MAY_BE_THERE)
                    : e;
        }
    }

    private Optional<Pairing> attempt(PairingId id, Wish wish) {
        var claim = Claim.of(wish.id(), wish.session().map(Session::id));
        return records.change(id, (pairing, now) -> isOwn(pairing, wish) ? pairing : pairing.claimed(claim, now))
                .map(PairingRecords.Changed::after);
    }

    /** A browser that is in the room as its desktop would lose that place. */
    private boolean isOwn(Pairing pairing, Wish wish) {
        return pairing.pendingAt(clock.instant())
                && wish.session()
                        .filter(session -> session.id().equals(pairing.owner()))
                        .isPresent();
    }

    private static boolean isClaimedBy(Pairing pairing, Wish wish) {
        return pairing.claim()
                .filter(claim -> claim.isOf(wish.id(), wish.session().map(Session::id)))
                .isPresent();
    }

    private SessionService.Started start(Pairing pairing, Claim claim, Wish wish) {
        var kind = pairing.role() == Role.CAMERA ? SessionKind.CAMERA : SessionKind.PERSON;
        return sessions.startOnce(claim.cookie(wish.id()), claim.session(), kind, Optional.of(wish.name()))
                .orElseThrow(() -> new ProblemException(Problem.PAIRING_TAKEN));
    }

    private void limit(PairingSecret secret, String address) {
        if (secret instanceof PairingCode) {
            guesses.beforeCode(address);
        }
    }

    /** By token everybody learns what became of a pairing; all codes that lead nowhere are alike. */
    private Pairing accept(PairingSecret secret, String address, Optional<Pairing> found, Predicate<Pairing> right) {
        var accepted = found.filter(right);
        if (accepted.isPresent()) {
            return accepted.get();
        }
        if (secret instanceof PairingCode) {
            guesses.wrongCode(address);
            throw new ProblemException(Problem.PAIRING_UNKNOWN);
        }
        if (found.isEmpty()) {
            guesses.unknownToken(address);
        }
        throw new ProblemException(found.map(this::refusal).orElse(Problem.PAIRING_UNKNOWN));
    }

    private Problem refusal(Pairing pairing) {
        return switch (pairing.stateAt(clock.instant())) {
            case PENDING, CLAIMED -> Problem.PAIRING_TAKEN;
            case CANCELLED -> Problem.PAIRING_CANCELLED;
            case EXPIRED -> Problem.PAIRING_EXPIRED;
        };
    }
}
