package dev.tripod.pairing;

import dev.tripod.config.Settings;
import dev.tripod.problem.Problem;
import dev.tripod.problem.ProblemException;
import dev.tripod.room.Role;
import dev.tripod.room.Room;
import dev.tripod.room.RoomId;
import dev.tripod.room.RoomService;
import dev.tripod.session.RateLimits;
import dev.tripod.session.Session;
import dev.tripod.session.SessionId;
import dev.tripod.session.SessionKind;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** The desktop's side of pairing: offer, watch, cancel. */
@Singleton
public final class PairingService {
    private static final RateLimits.Limit OFFERS = new RateLimits.Limit("pairing-create", 10, Duration.ofMinutes(1));
    private static final System.Logger LOG = System.getLogger(PairingService.class.getName());

    private final PairingRecords records;
    private final PairingWatch watch;
    private final RoomService rooms;
    private final RateLimits limits;
    private final Duration lifetime;
    private final InstantSource clock;

    @Inject
    PairingService(
            PairingRecords records,
            PairingWatch watch,
            RoomService rooms,
            RateLimits limits,
            Settings settings,
            InstantSource clock) {
        this.records = records;
        this.watch = watch;
        this.rooms = rooms;
        this.limits = limits;
        this.lifetime = settings.pairings().lifetime();
        this.clock = clock;
    }

    /** Offers a role in a room of the session's, or in a new one; the pending offer of the same place is cancelled. The code is never shown again. */
    PairingRecords.Added offer(Session owner, Optional<RoomId> roomId, Role role) {
        if (owner.kind() == SessionKind.CAMERA) {
            throw new ProblemException(Problem.FORBIDDEN, "A camera cannot invite others");
        }
        var own = roomId.map(id -> ownRoom(id, owner.id()));
        limits.take(OFFERS, owner.id().value());
        var room = own.orElseGet(() -> rooms.create(owner, Optional.empty()));
        var added = records.add(Pairing.offer(
                PairingToken.random(),
                room.id(),
                role,
                owner.id(),
                owner.name().orElse(room.name()),
                clock.instant().plus(lifetime)));
        records.replaceOffer(added.pairing()).forEach(this::cancel);
        startTimer(added.pairing());
        return added;
    }

    private Room ownRoom(RoomId id, SessionId session) {
        var room = rooms.require(id, session);
        if (!room.owner().equals(session)) {
            throw new ProblemException(Problem.FORBIDDEN, "Only who made the room can invite others");
        }
        return room;
    }

    /** The pairing, if the session is its owner; for others there is none. */
    Pairing require(PairingId id, SessionId owner) {
        return records.find(id)
                .filter(pairing -> pairing.owner().equals(owner))
                .orElseThrow(() -> new ProblemException(Problem.PAIRING_UNKNOWN));
    }

    /** Cancels a pairing of the session's; {@code PAIRING_TAKEN} when somebody claimed it before. */
    void cancel(PairingId id, SessionId owner) {
        require(id, owner);
        if (cancel(id).filter(state -> state == PairingState.CLAIMED).isPresent()) {
            throw new ProblemException(Problem.PAIRING_TAKEN);
        }
    }

    /** Ends the pairing if it is pending; answers the state that it is in now. */
    private Optional<PairingState> cancel(PairingId id) {
        watch.stop(id);
        var changed = records.change(id, Pairing::cancelled);
        changed.filter(PairingRecords.Changed::happened).ifPresent(change -> tell(change.after()));
        return changed.map(change -> change.after().stateAt(clock.instant()));
    }

    private void startTimer(Pairing pairing) {
        watch.start(pairing.id(), pairing.expiresIn(clock.instant()), () -> expire(pairing.id()));
    }

    /** Notices that a pairing's time is up, if it is and nobody did so before. */
    void expire(PairingId id) {
        try {
            var changed = records.change(id, Pairing::expired);
            changed.filter(PairingRecords.Changed::happened).ifPresent(change -> tell(change.after()));
            changed.map(PairingRecords.Changed::after)
                    .filter(pairing -> pairing.pendingAt(clock.instant())) // the clock was set back meanwhile
                    .ifPresent(this::startTimer);
        } catch (RuntimeException e) { // on the timer's thread nobody else would hear of it; the record expires anyway
            LOG.log(System.Logger.Level.WARNING, "The end of pairing " + id + " could not be written down", e);
        }
    }

    private void tell(Pairing pairing) {
        rooms.tellOwner(
                pairing.room(),
                pairing.owner(),
                new RoomService.PairingNotice(
                        pairing.id().value(), pairing.state().word(), Optional.empty()));
    }

    /** How many pairings made by this instance are still pending. */
    public int pending() {
        return watch.running();
    }
}
