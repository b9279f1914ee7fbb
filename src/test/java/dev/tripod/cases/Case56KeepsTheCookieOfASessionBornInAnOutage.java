package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.Timings;
import org.junit.jupiter.api.Test;

@Case(56)
class Case56KeepsTheCookieOfASessionBornInAnOutage {
    @Test
    void aWorksBSaysLaterAndThenBWorks(@ToHarm Instances both) {
        both.store().refuseConnections();
        var regular = Regular.at(both.a());
        var atB = regular.moved(both.b());

        var number = regular.write();
        var first = atB.read();
        Health.await(both.a(), "degraded");
        for (var i = 0; i < 5; i++) {
            var refused = atB.read();
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).matches("[1-9]\\d*");
            assertThat(refused.header("Set-Cookie")).isEmpty();
        }
        assertThat(first.status()).isEqualTo(503);
        assertThat(regular.value()).isEqualTo(number);
        assertThat(atB.slowest()).isLessThan(Regular.FAULT);

        both.store().recover();

        Timings.until(() -> atB.read().status() == 200);
        assertThat(atB.value()).isEqualTo(number);
        assertThat(atB.write()).isEqualTo(regular.value());
    }
}
