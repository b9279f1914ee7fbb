package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.Browser;
import dev.tripod.testing.Timings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@Case(57)
class Case57EndsOnBothWhatEndedInAnOutage {
    private static final Duration DEAD_WITHIN = Duration.ofSeconds(5);
    /** A machine of two processors does other things too. */
    private static final Duration NOISE = Duration.ofSeconds(1);

    @Test
    void isDeadOnBWithinFiveSecondsOverAnyNewerWrite(@ToHarm Instances both) {
        var regular = Regular.at(both.a());
        regular.write();
        var cookie = regular.browser().cookieHeader();
        assertThat(regular.moved(both.b()).value()).isPositive();
        both.wayOfA().cut();
        var onA = Crowd.at(both.a(), 6);
        onA.write();
        Health.await(both.a(), "degraded");

        assertThat(regular.end().status()).isEqualTo(204);

        assertThat(status(both.a(), cookie)).isEqualTo(401);
        var newer = new Browser(both.b())
                .patch("/api/sessions/current", "{\"attributes\":{\"newer\":1}}", "Cookie", cookie);
        assertThat(newer.status()).as("B knows nothing of it yet").isEqualTo(200);
        both.wayOfA().mend();
        var took = Timings.until(() -> status(both.b(), cookie) == 401);
        System.out.printf("Case 57: dead on B %d ms after the recovery%n", took.toMillis());
        assertThat(took).isLessThan(DEAD_WITHIN.plus(NOISE));
        assertThat(status(both.a(), cookie)).isEqualTo(401);
        Health.awaitCalm(both.a());
        assertThat(status(both.b(), cookie)).isEqualTo(401);
    }

    private static int status(java.net.URI instance, String cookie) {
        return new Browser(instance)
                .get("/api/sessions/current", "Cookie", cookie)
                .status();
    }
}
