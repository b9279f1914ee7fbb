package dev.tripod.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tripod.cache.JsonCodec;
import dev.tripod.problem.Problem;
import dev.tripod.problem.ProblemException;
import dev.tripod.room.Role;
import dev.tripod.room.RoomId;
import dev.tripod.session.RandomIds;
import dev.tripod.session.SessionId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PairingTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant END = START.plusSeconds(120);
    private static final URI PUBLIC_URL = URI.create("https://tripod.example");

    private final PairingToken token = PairingToken.random();
    private final ClaimId claimId = new ClaimId(RandomIds.base64url(16));
    private final Claim claim = Claim.of(claimId, Optional.empty());
    private final Pairing pending =
            Pairing.offer(token, new RoomId(RandomIds.base64url(16)), Role.CAMERA, SessionId.random(), "Desk", END);

    @Test
    void canBeClaimedUntilTheVeryEnd() {
        assertThat(pending.claimed(claim, END.minusNanos(1)).state()).isEqualTo(PairingState.CLAIMED);
        assertThat(pending.claimed(claim, END)).isSameAs(pending);
        assertThat(pending.stateAt(END)).isEqualTo(PairingState.EXPIRED);
    }

    @Test
    void endsOnce() {
        var claimed = pending.claimed(claim, START);
        var other = Claim.of(new ClaimId(RandomIds.base64url(16)), Optional.empty());

        assertThat(claimed.claimed(other, START)).isSameAs(claimed);
        assertThat(claimed.cancelled(START)).isSameAs(claimed);
        assertThat(claimed.expired(END)).isSameAs(claimed);
        assertThat(pending.cancelled(START).claimed(claim, START).claim()).isEmpty();
    }

    @Test
    void wipesTheTokenWhenItEnds() {
        assertThat(pending.claimed(claim, START).token()).isEmpty();
        assertThat(pending.cancelled(START).token()).isEmpty();
        assertThat(pending.expired(END).token()).isEmpty();
    }

    @Test
    void isRememberedForTenMinutesAfterItsEnd() {
        assertThat(pending.keptFrom(START)).isEqualTo(Duration.ofMinutes(12));
        assertThat(pending.cancelled(START).keptFrom(START)).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void comesBackFromItsCodecAsItWas() {
        var codec = new JsonCodec<>(Pairing.class);
        var own = Claim.of(claimId, Optional.of(SessionId.random()));

        for (var pairing : new Pairing[] {pending, pending.claimed(claim, START), pending.claimed(own, START)}) {
            assertThat(codec.decode(codec.encode(pairing))).isEqualTo(pairing);
        }
    }

    @Test
    void hasALinkOnlyWhilePending() {
        assertThat(PairingLink.of(PUBLIC_URL, pending, START))
                .isEqualTo("https://tripod.example/camera#v1." + token.value());
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> PairingLink.of(PUBLIC_URL, pending, END))
                .extracting(ProblemException::problem)
                .isEqualTo(Problem.PAIRING_EXPIRED);
    }

    @Test
    void showsNoSecretInLogs() {
        var text = pending + " " + pending.claimed(claim, START) + " " + claimId;

        assertThat(text)
                .doesNotContain(token.value(), claimId.value(), claim.seed().orElseThrow());
    }
}
