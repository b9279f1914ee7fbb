package dev.tripod.pairing;

import dev.tripod.room.Role;
import dev.tripod.room.RoomId;
import dev.tripod.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The offer of a desktop to take one phone into its room. Its clock decides, never the store's expiry.
 *
 * @param desktop what the phone is shown of who offers it
 * @param state as stored; what holds at a time is {@link #stateAt}
 * @param ended when it was claimed or cancelled, or noticed to have expired
 * @param token only while it is pending, so that the QR can be drawn
 */
record Pairing(
        PairingId id,
        RoomId room,
        Role role,
        SessionId owner,
        String desktop,
        Instant expiresAt,
        Judge judge,
        PairingState state,
        Optional<Instant> ended,
        Optional<PairingToken> token,
        Optional<Claim> claim) {
    /** How long it is remembered after its end, so that who comes late gets the right answer. */
    static final Duration REMEMBERED = Duration.ofMinutes(10);

    static Pairing offer(PairingToken token, RoomId room, Role role, SessionId owner, String desktop, Instant end) {
        return new Pairing(
                PairingId.of(token),
                room,
                role,
                owner,
                desktop,
                end,
                Judge.SHARED,
                PairingState.PENDING,
                Optional.empty(),
                Optional.of(token),
                Optional.empty());
    }

    /** The same offer by another token and for another judge, so that what there may be of this one leads nowhere. */
    Pairing offeredAnew(PairingToken other, Judge judgedBy) {
        return new Pairing(
                PairingId.of(other),
                room,
                role,
                owner,
                desktop,
                expiresAt,
                judgedBy,
                state,
                ended,
                Optional.of(other),
                claim);
    }

    PairingState stateAt(Instant now) {
        return state == PairingState.PENDING && !now.isBefore(expiresAt) ? PairingState.EXPIRED : state;
    }

    boolean pendingAt(Instant now) {
        return stateAt(now) == PairingState.PENDING;
    }

    /** How long it can still be claimed; zero when it no longer can. */
    Duration expiresIn(Instant now) {
        return pendingAt(now) ? Duration.between(now, expiresAt) : Duration.ZERO;
    }

    /** How long the store has to keep it. */
    Duration keptFrom(Instant now) {
        return Duration.between(now, ended.orElse(expiresAt).plus(REMEMBERED));
    }

    /** Claimed, if it is pending; else as it is. */
    Pairing claimed(Claim by, Instant now) {
        return pendingAt(now) ? over(PairingState.CLAIMED, now, Optional.of(by)) : this;
    }

    /** Cancelled, if it is pending; else as it is. */
    Pairing cancelled(Instant now) {
        return pendingAt(now) ? over(PairingState.CANCELLED, now, Optional.empty()) : this;
    }

    /** Expired, if its time is up and nobody has said so; else as it is. */
    Pairing expired(Instant now) {
        return state == PairingState.PENDING && !pendingAt(now)
                ? over(PairingState.EXPIRED, expiresAt, Optional.empty())
                : this;
    }

    private Pairing over(PairingState end, Instant at, Optional<Claim> by) {
        return new Pairing(
                id, room, role, owner, desktop, expiresAt, judge, end, Optional.of(at), Optional.empty(), by);
    }
}
