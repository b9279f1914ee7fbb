package dev.tripod.pairing;

import dev.tripod.session.RandomIds;
import dev.tripod.session.SessionCookie;
import dev.tripod.session.SessionId;
import java.util.Optional;

/**
 * The one claim that a pairing got.
 *
 * @param digest of the phone's claim id
 * @param session whose claim it is: the phone's own, or the one that it is given with the answer
 * @param seed only for a phone that came without a session: one of the two halves of the cookie that it is given; the
 *     other is the claim id, which is never stored
 */
record Claim(String digest, SessionId session, Optional<String> seed) {
    private static final int SEED_BYTES = 32;

    /** A claim of the session's, or of a phone that has none yet. */
    static Claim of(ClaimId id, Optional<SessionId> session) {
        return session.map(own -> new Claim(id.digest(), own, Optional.empty()))
                .orElseGet(
                        () -> new Claim(id.digest(), SessionId.random(), Optional.of(RandomIds.base64url(SEED_BYTES))));
    }

    /** Whether somebody who comes with this id, and with this session or without one, is who made the claim. */
    boolean isOf(ClaimId id, Optional<SessionId> comesWith) {
        return digest.equals(id.digest()) && comesWith.map(session::equals).orElseGet(seed::isPresent);
    }

    /**
     * The cookie for a phone that came without one. The same for every repetition of the claim, so that a phone whose
     * answer was lost gets the same session again; neither the store nor the phone could have made it alone.
     */
    SessionCookie cookie(ClaimId id) {
        return new SessionCookie(Digests.hmac(seed.orElseThrow(), id.value()));
    }

    @Override
    public String toString() {
        return "Claim[" + session.value() + "]";
    }
}
