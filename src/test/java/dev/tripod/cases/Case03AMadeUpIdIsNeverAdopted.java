package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.session.SessionCookie;
import dev.tripod.session.SessionKey;
import dev.tripod.testing.Browser;
import java.util.List;
import org.junit.jupiter.api.Test;

@Case(3)
class Case03AMadeUpIdIsNeverAdopted {
    private static final String CURRENT = "/api/sessions/current";
    /** Of the right form, and nobody's. */
    private static final String MADE_UP = "MadeUpByAnAttackerMadeUpByAnAttackerMadeUp0";

    @Test
    void anIdThatNobodyIssuedIs401OnBoth(Instances instances) {
        var cookie = "sid=" + MADE_UP;
        for (var server : List.of(instances.a(), instances.b())) {
            assertThat(BareHttp.get(server, CURRENT, "Cookie", cookie).status()).isEqualTo(401);
        }
    }

    @Test
    void aStartWithItSetsAnotherAndTheMadeUpOneIsNeverStored(Instances instances) {
        var started = BareHttp.call(
                instances.a(),
                "POST",
                "/api/sessions",
                "",
                "Cookie",
                "sid=" + MADE_UP,
                "X-Requested-With",
                "tripod",
                "X-Forwarded-For",
                "10.13.0.1");

        assertThat(started.status()).isEqualTo(201);
        var issued = started.header("Set-Cookie").split("[=;]", 3)[1];
        assertThat(issued).isNotEqualTo(MADE_UP);
        assertThat(stored(instances, issued)).isTrue();
        assertThat(stored(instances, MADE_UP)).isFalse();
        assertThat(BareHttp.get(instances.b(), CURRENT, "Cookie", "sid=" + MADE_UP)
                        .status())
                .isEqualTo(401);
        assertThat(instances.store().requests())
                .noneMatch(request -> request.body().contains(MADE_UP));
        assertThat(BareHttp.get(instances.b(), CURRENT, "Cookie", "sid=" + issued)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aPhoneThatClaimsWithItGetsAnotherToo(Instances instances) {
        var desktop = Instances.GUESTS.person(instances.a());
        var token = Instances.GUESTS.show(desktop, "{}").token();
        var claimed = BareHttp.call(
                instances.b(),
                "POST",
                "/api/pairings/claim",
                Instances.GUESTS.claim("token", token),
                "Content-Type",
                "application/json",
                "Cookie",
                "sid=" + MADE_UP,
                "X-Requested-With",
                "tripod");

        assertThat(claimed.status()).isEqualTo(200);
        assertThat(claimed.header("Set-Cookie")).startsWith("sid=").doesNotContain(MADE_UP);
        assertThat(stored(instances, MADE_UP)).isFalse();
        assertThat(new Browser(instances.b())
                        .get(CURRENT, "Cookie", "sid=" + MADE_UP)
                        .status())
                .isEqualTo(401);
    }

    /** Under its hash, which is what a session is stored by, or as it is. */
    private static boolean stored(Instances instances, String cookie) {
        var key = SessionKey.of(new SessionCookie(cookie)).value();
        return instances.store().redis().keys("*").stream()
                .anyMatch(name -> name.contains(key) || name.contains(cookie));
    }
}
