package dev.tripod.upstash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.ManualClock;
import dev.tripod.upstash.BreakerState.Reason;
import dev.tripod.upstash.UpstashException.Kind;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CircuitBreakerTest {
    private final UpstashException refused = UpstashException.notRun(Kind.UNREACHABLE, "refused");

    private final ManualClock clock = new ManualClock();
    private final CircuitBreaker breaker = new CircuitBreaker(clock);

    @Test
    void opensAtTheFifthFailureInARow() {
        fail(4);
        breaker.succeeded();
        fail(4);
        assertThat(breaker.isOpen()).isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(breaker.failed(refused)).isTrue();
        assertThat(breaker.state()).isEqualTo(new BreakerState(Optional.of(Reason.UNREACHABLE), clock.instant()));
    }

    @Test
    void opensWhenHalfOfTheLastTwentyFailed() {
        for (var i = 0; i < 9; i++) {
            breaker.succeeded();
            fail(1);
        }
        breaker.succeeded();
        assertThat(breaker.isOpen()).isFalse();
        fail(1);
        assertThat(breaker.isOpen()).isTrue();
    }

    @Test
    void forgetsFailuresBeforeTheLastTwenty() {
        for (var i = 0; i < 100; i++) {
            fail(1);
            breaker.succeeded();
            breaker.succeeded();
        }
        assertThat(breaker.isOpen()).isFalse();
    }

    @Test
    void staysClosedOverThreeFailures() {
        fail(3);
        assertThat(breaker.isOpen()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"QUOTA,QUOTA,300", "MISCONFIGURED,MISCONFIGURED,60"})
    void opensAtOnceForWhatLasts(Kind kind, Reason reason, int seconds) {
        breaker.failed(UpstashException.notRun(kind, "no"));
        assertThat(breaker.state().reason()).hasValue(reason);
        assertThat(breaker.untilProbe()).isEqualTo(Duration.ofSeconds(seconds));
        breaker.probeFailed(UpstashException.notRun(kind, "no"));
        assertThat(breaker.untilProbe()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void probesAfterTwoSecondsAndThenEachTimeTwiceAsLateUpToThirty() {
        fail(5);
        for (var seconds : new int[] {2, 4, 8, 16, 30, 30}) {
            assertThat(breaker.untilProbe()).isEqualTo(Duration.ofSeconds(seconds));
            breaker.probeFailed(UpstashException.transientFault(true, "500", Optional.empty()));
        }
    }

    @Test
    void probesAtLeastEveryFourSecondsWhereNothingIsHeard() {
        fail(5);
        for (var seconds : new int[] {2, 4, 4, 4}) {
            assertThat(breaker.untilProbe()).isEqualTo(Duration.ofSeconds(seconds));
            breaker.probeFailed(refused);
        }
    }

    @Test
    void remembersSinceWhenAndTellsTheLatestReason() {
        fail(5);
        var since = clock.instant();
        clock.advance(Duration.ofSeconds(2));
        breaker.probeFailed(UpstashException.unknown(Kind.TIMEOUT, "late"));
        assertThat(breaker.state()).isEqualTo(new BreakerState(Optional.of(Reason.TIMEOUT), since));
    }

    @Test
    void closesAfterAProbeThatSucceedsAndBeginsAnew() {
        fail(5);
        breaker.probeFailed(refused);
        clock.advance(Duration.ofSeconds(6));
        breaker.recovered();
        assertThat(breaker.state()).isEqualTo(new BreakerState(Optional.empty(), clock.instant()));
        fail(4);
        assertThat(breaker.isOpen()).isFalse();
        fail(1);
        assertThat(breaker.untilProbe()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void isNotClosedByRequestsThatWereUnderWay() {
        fail(5);
        breaker.succeeded();
        assertThat(breaker.isOpen()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1,false,0", "10,true,10", "100000,true,300"})
    void honoursAWishForPatienceThatCallersDoNotHave(int seconds, boolean opens, int wait) {
        var failure = UpstashException.transientFault(false, "busy", Optional.of(Duration.ofSeconds(seconds)));
        assertThat(breaker.failed(failure)).isEqualTo(opens);
        if (opens) {
            assertThat(breaker.untilProbe()).isEqualTo(Duration.ofSeconds(wait));
            assertThat(breaker.state().reason()).hasValue(Reason.ERRORS);
        }
    }

    private void fail(int times) {
        for (var i = 0; i < times; i++) {
            breaker.failed(refused);
        }
    }
}
