package dev.tripod.pairing;

import dev.tripod.problem.Problem;
import dev.tripod.problem.ProblemException;
import dev.tripod.room.Role;
import java.net.URI;
import java.time.Instant;

/** The link in the QR. The token is in its fragment, which browsers send to no server. */
final class PairingLink {
    private static final String VERSION = "#v1.";

    private PairingLink() {}

    /** The link of a pending pairing; one that is over has none, which is 410. */
    static String of(URI publicUrl, Pairing pairing, Instant now) {
        var page = pairing.role() == Role.CAMERA ? "/camera" : "/room";
        return pairing.token()
                .filter(token -> pairing.pendingAt(now))
                .map(token -> publicUrl + page + VERSION + token.value())
                .orElseThrow(() -> new ProblemException(gone(pairing.stateAt(now))));
    }

    private static Problem gone(PairingState state) {
        return switch (state) {
            case CLAIMED -> Problem.PAIRING_CLAIMED;
            case CANCELLED -> Problem.PAIRING_CANCELLED;
            case PENDING, EXPIRED -> Problem.PAIRING_EXPIRED;
        };
    }
}
