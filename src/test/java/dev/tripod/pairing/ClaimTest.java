package dev.tripod.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.session.RandomIds;
import dev.tripod.session.SessionId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClaimTest {
    private final ClaimId id = new ClaimId(RandomIds.base64url(16));
    private final ClaimId otherId = new ClaimId(RandomIds.base64url(16));

    @Test
    void isTheSameClaimForWhoComesAgainWithoutASession() {
        var claim = Claim.of(id, Optional.empty());

        assertThat(claim.isOf(id, Optional.empty())).isTrue();
        assertThat(claim.isOf(id, Optional.of(claim.session()))).isTrue();
        assertThat(claim.cookie(id)).isEqualTo(claim.cookie(id)).isNotEqualTo(claim.cookie(otherId));
    }

    @Test
    void isNobodyElses() {
        var claim = Claim.of(id, Optional.empty());

        assertThat(claim.isOf(otherId, Optional.empty())).isFalse();
        assertThat(claim.isOf(id, Optional.of(SessionId.random()))).isFalse();
    }

    @Test
    void handsOutNoCookieForASessionThatCameWithOne() {
        var session = SessionId.random();
        var claim = Claim.of(id, Optional.of(session));

        assertThat(claim.isOf(id, Optional.of(session))).isTrue();
        assertThat(claim.isOf(id, Optional.empty())).isFalse();
    }
}
