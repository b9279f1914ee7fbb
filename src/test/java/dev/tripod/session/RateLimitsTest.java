package dev.tripod.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tripod.problem.Problem;
import dev.tripod.problem.ProblemException;
import dev.tripod.testing.ManualClock;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
    private static final RateLimits.Limit LIMIT = new RateLimits.Limit("x", 2, Duration.ofMinutes(1));

    private final ManualClock clock = new ManualClock();
    private final RateLimits limits = new SessionFixture(clock).limits;

    @Test
    void refusesTheOneTooManyAndSaysHowLongToWait() {
        limits.take(LIMIT, "a");
        clock.advance(Duration.ofSeconds(10));
        limits.take(LIMIT, "a");

        assertRefused(() -> limits.take(LIMIT, "a"), Duration.ofSeconds(50));
    }

    @Test
    void countsEachCallerAndEachLimitAlone() {
        limits.take(LIMIT, "a");
        limits.take(LIMIT, "a");

        assertThatCode(() -> limits.take(LIMIT, "b")).doesNotThrowAnyException();
        assertThatCode(() -> limits.take(new RateLimits.Limit("y", 1, Duration.ofMinutes(1)), "a"))
                .doesNotThrowAnyException();
    }

    @Test
    void doesNotCountWhatItRefused() {
        limits.take(LIMIT, "a");
        limits.take(LIMIT, "a");
        clock.advance(Duration.ofSeconds(59));
        assertRefused(() -> limits.take(LIMIT, "a"), Duration.ofSeconds(1));
        clock.advance(Duration.ofSeconds(1));

        assertThatCode(() -> limits.take(LIMIT, "a")).doesNotThrowAnyException();
    }

    @Test
    void checksWithoutCounting() {
        for (var i = 0; i < 5; i++) {
            limits.check(LIMIT, "a");
        }
        limits.take(LIMIT, "a");
        limits.take(LIMIT, "a");

        assertRefused(() -> limits.check(LIMIT, "a"), Duration.ofMinutes(1));
    }

    private static void assertRefused(ThrowingCallable call, Duration wait) {
        var refusal = catchThrowableOfType(ProblemException.class, call);
        assertThat(refusal.problem()).isEqualTo(Problem.TOO_MANY);
        assertThat(refusal.retryAfter()).contains(wait);
    }
}
