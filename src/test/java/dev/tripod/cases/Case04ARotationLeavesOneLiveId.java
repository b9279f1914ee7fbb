package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.Browser;
import dev.tripod.testing.Timings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

@Case(4)
class Case04ARotationLeavesOneLiveId {
    private static final String CURRENT = "/api/sessions/current";
    private static final int ROUNDS = 20;

    @Test
    void theNewIdWorksAndTheOldOneIs401OnAAtOnceAndOnBWithinASecond(Instances instances) {
        var timings = new Timings("A rotated id is dead on the other instance", 5, Duration.ofSeconds(1));
        while (timings.goOn()) {
            var browser = Instances.GUESTS.person(instances.a());
            var old = browser.cookieHeader();
            assertThat(status(instances.b(), old)).isEqualTo(200);

            assertThat(browser.post(CURRENT + "/rotation", "").status()).isEqualTo(200);
            Instances.GUESTS.remember(browser);

            assertThat(status(instances.a(), old)).isEqualTo(401);
            timings.await(() -> status(instances.b(), old) == 401);
            assertThat(browser.cookieHeader()).isNotEqualTo(old);
            assertThat(status(instances.a(), browser.cookieHeader())).isEqualTo(200);
            assertThat(status(instances.b(), browser.cookieHeader())).isEqualTo(200);
        }
        System.out.println(timings);
        assertThat(timings.kept()).as(timings.toString()).isTrue();
    }

    @Test
    void twoAtOnceLeaveOneLiveIdAndNo500(Instances instances) {
        for (var round = 0; round < ROUNDS; round++) {
            var old = Instances.GUESTS.person(instances.a()).cookieHeader();
            var other = round % 2 == 0 ? instances.b() : instances.a();
            var answers = AtOnce.all(2, List.of(rotation(instances.a(), old), rotation(other, old)));

            assertThat(answers)
                    .extracting(Browser.Answer::status)
                    .contains(200)
                    .allMatch(status -> status == 200 || status == 401);
            var handedOut = answers.stream()
                    .flatMap(answer -> answer.response().headers().allValues("Set-Cookie").stream())
                    .map(cookie -> cookie.split(";", 2)[0])
                    .toList();
            for (var server : List.of(instances.a(), instances.b())) {
                Timings.until(() -> status(server, old) == 401);
                assertThat(handedOut.stream().filter(cookie -> status(server, cookie) == 200))
                        .hasSize(1);
            }
        }
    }

    private static Callable<Browser.Answer> rotation(URI server, String cookie) {
        return () -> BareHttp.call(
                server, "POST", CURRENT + "/rotation", "", "Cookie", cookie, "X-Requested-With", "tripod");
    }

    private static int status(URI server, String cookie) {
        return BareHttp.get(server, CURRENT, "Cookie", cookie).status();
    }
}
