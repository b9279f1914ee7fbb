package dev.tripod.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HitsTest {
    private static final RateLimits.Limit LIMIT = new RateLimits.Limit("x", 2, Duration.ofSeconds(60));
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void permitsUpToTheLimitAndThenSaysHowLongToWait() {
        var hits = Hits.NONE.plus(NOW, LIMIT).plus(NOW.plusSeconds(20), LIMIT);

        assertThat(Hits.NONE.plus(NOW, LIMIT).waitFor(LIMIT, NOW)).isEmpty();
        assertThat(hits.waitFor(LIMIT, NOW.plusSeconds(30))).contains(Duration.ofSeconds(30));
    }

    @Test
    void permitsOneMoreForEachThatLeavesTheWindow() {
        var hits = Hits.NONE.plus(NOW, LIMIT).plus(NOW.plusSeconds(59), LIMIT);

        assertThat(hits.waitFor(LIMIT, NOW.plusSeconds(60))).isEmpty();
        assertThat(hits.plus(NOW.plusSeconds(60), LIMIT).waitFor(LIMIT, NOW.plusSeconds(61)))
                .contains(Duration.ofSeconds(58));
    }

    @Test
    void keepsNoMoreMomentsThanItNeeds() {
        var hits = Hits.NONE;
        for (var i = 0; i < 100; i++) {
            hits = hits.plus(NOW.plusMillis(i), LIMIT);
        }

        assertThat(hits.moments()).containsExactly(NOW.plusMillis(98), NOW.plusMillis(99));
    }
}
