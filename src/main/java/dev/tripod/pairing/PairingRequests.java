package dev.tripod.pairing;

import dev.tripod.problem.Problem;
import dev.tripod.problem.ProblemException;
import dev.tripod.room.Role;
import dev.tripod.room.RoomId;
import dev.tripod.session.DisplayName;
import dev.tripod.session.Session;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The bodies that {@link PairingResource} takes, and what they mean. Members it does not know change nothing. */
public final class PairingRequests {
    private static final String NAMELESS_PHONE = "Phone";

    private PairingRequests() {}

    /** What a pairing is made for; without a room a new one is made, without a role it is for a camera. */
    public record ForOffer(@Nullable String room, @Nullable String role) {
        Optional<RoomId> roomId() {
            if (room != null && !room.matches("[A-Za-z0-9_-]{22}")) {
                throw new ProblemException(Problem.ROOM_UNKNOWN);
            }
            return Optional.ofNullable(room).map(RoomId::new);
        }

        Role wantedRole() {
            if (role == null || role.equals("camera")) {
                return Role.CAMERA;
            }
            if (role.equals("viewer")) {
                return Role.VIEWER;
            }
            throw new ProblemException(Problem.INVALID, "The role is camera or viewer");
        }
    }

    /** Which pairing a phone wants to know about. */
    public record ForLook(@Nullable String token, @Nullable String code) {
        PairingSecret secret() {
            return PairingRequests.secret(token, code);
        }
    }

    /** Which pairing a phone wants to claim, and as whom. */
    public record ForClaim(
            @Nullable String token, @Nullable String code, @Nullable String claimId, @Nullable String name) {
        PairingClaims.Wish wish(Optional<Session> session) {
            if (claimId == null || !ClaimId.wellFormed(claimId)) {
                throw new ProblemException(
                        Problem.INVALID, "The claimId is 22 to 64 characters of letters, digits, _ and -");
            }
            var shown = DisplayName.clean(name).orElse(NAMELESS_PHONE);
            return new PairingClaims.Wish(secret(token, code), new ClaimId(claimId), shown, session);
        }
    }

    static ForOffer orEmpty(@Nullable ForOffer request) {
        return request == null ? new ForOffer(null, null) : request;
    }

    static <T> T required(@Nullable T request) {
        if (request == null) {
            throw new ProblemException(Problem.MALFORMED, "The request needs a body");
        }
        return request;
    }

    private static PairingSecret secret(@Nullable String token, @Nullable String code) {
        if ((token == null) == (code == null)) {
            throw new ProblemException(Problem.INVALID, "Send either the token or the code");
        }
        return token == null ? typed(code) : scanned(token);
    }

    /** A token of a wrong form is nobody's, which needs no look into the store. */
    private static PairingSecret scanned(String token) {
        if (!PairingToken.wellFormed(token)) {
            throw new ProblemException(Problem.PAIRING_UNKNOWN);
        }
        return new PairingToken(token);
    }

    private static PairingSecret typed(@Nullable String code) {
        return Optional.ofNullable(code)
                .flatMap(PairingCode::parse)
                .orElseThrow(() -> new ProblemException(Problem.PAIRING_UNKNOWN));
    }
}
