package dev.tripod.upstash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.upstash.UpstashException.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final UpstashException broken = UpstashException.unknown(Kind.OUTCOME_UNKNOWN, "broken");

    @Test
    void doublesFromHalfASecondToThirty() {
        var backoff = new Backoff(() -> 1);
        for (var millis : new int[] {500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000}) {
            assertThat(backoff.after(broken)).isEqualTo(Duration.ofMillis(millis));
        }
        backoff.reset();
        assertThat(backoff.after(broken)).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void spreadsOverTheLaterHalf() {
        assertThat(new Backoff(() -> 0).after(broken)).isEqualTo(Duration.ofMillis(250));
        assertThat(new Backoff(() -> 0.5).after(broken)).isEqualTo(Duration.ofMillis(375));
    }

    @Test
    void waitsLongForAQuotaAndAToken() {
        var backoff = new Backoff(() -> 1);
        assertThat(backoff.after(UpstashException.notRun(Kind.QUOTA, "used up")))
                .isGreaterThan(Duration.ofMinutes(5));
        assertThat(backoff.after(UpstashException.notRun(Kind.MISCONFIGURED, "no")))
                .isGreaterThan(Duration.ofMinutes(1));
    }
}
