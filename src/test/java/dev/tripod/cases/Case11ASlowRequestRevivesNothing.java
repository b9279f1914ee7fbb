package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.session.SessionCookie;
import dev.tripod.session.SessionKey;
import dev.tripod.testing.Browser;
import dev.tripod.testing.ManualClock;
import dev.tripod.testing.Timings;
import dev.tripod.testing.TripodServer;
import dev.tripod.testing.upstash.Eventually;
import dev.tripod.testing.upstash.Fault;
import dev.tripod.testing.upstash.RecordedRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@Case(11)
class Case11ASlowRequestRevivesNothing {
    private static final String CURRENT = "/api/sessions/current";
    private static final String PATCH = "{\"name\":\"Late\",\"attributes\":{\"late\":true}}";
    /** A command may take 1.5 s as a whole. */
    private static final Duration JUST_IN_TIME = Duration.ofMillis(1_400);

    @Test
    void aChangeWhoseBodyComesAfterTheEndElsewhereIs401(Instances instances) {
        var browser = Instances.GUESTS.person(instances.a());
        var cookie = browser.cookieHeader();

        var status = BareHttp.slowly(instances.a(), "PATCH " + CURRENT, cookie, PATCH, () -> end(instances, browser));

        assertThat(status).isEqualTo(401);
        overForGood(instances, cookie);
    }

    @Test
    void whatElseASlowRequestWantsIs401OnceItsInstanceKnowsOfTheEnd(Instances instances) {
        for (var call : List.of("POST /api/rooms", "POST /api/pairings")) {
            var browser = Instances.GUESTS.person(instances.a());
            var cookie = browser.cookieHeader();

            var status = BareHttp.slowly(instances.a(), call, cookie, PATCH, () -> {
                end(instances, browser);
                Timings.until(() ->
                        BareHttp.get(instances.a(), CURRENT, "Cookie", cookie).status() == 401);
            });

            assertThat(status).as(call).isEqualTo(401);
            overForGood(instances, cookie);
        }
    }

    @Test
    void aWriteThatTheStoreGetsAfterTheEndIsLost(Instances instances) {
        end(instances, Instances.GUESTS.person(instances.a())); // the first of its kind takes longer
        for (var call : List.of("PATCH " + CURRENT, "POST " + CURRENT + "/rotation")) {
            var browser = Instances.GUESTS.person(instances.a());
            var cookie = browser.cookieHeader();
            var key = key(cookie);
            browser.get(CURRENT); // A has a copy: what it asks of the store from now on is the write
            var held = instances.store().fault(Fault.delayBefore(JUST_IN_TIME), request -> writes(request, key), 1);

            var late =
                    CompletableFuture.supplyAsync(() -> BareHttp.slowly(instances.a(), call, cookie, PATCH, () -> {}));
            Eventually.holds(() -> held.hits() == 1);
            end(instances, browser);
            held.clear();

            assertThat(late.join()).as(call).isEqualTo(401);
            overForGood(instances, cookie);
        }
    }

    @Test
    void aRequestAcrossTheEndOfTheTimeIsTooLate() {
        var clock = new ManualClock();
        try (var server = TripodServer.start(Map.of("TRIPOD_TRUSTED_PROXIES", "1"), clock)) {
            var cookie = Instances.GUESTS.person(server.uri("")).cookieHeader();

            var status = BareHttp.slowly(
                    server.uri(""), "PATCH " + CURRENT, cookie, PATCH, () -> clock.advance(Duration.ofHours(1)));

            assertThat(status).isEqualTo(401);
            assertThat(BareHttp.get(server.uri(""), CURRENT, "Cookie", cookie).status())
                    .isEqualTo(401);
        }
    }

    /** On the other instance than the one that is busy. */
    private static void end(Instances instances, Browser browser) {
        assertThat(browser.at(instances.b()).delete(CURRENT).status()).isEqualTo(204);
    }

    private static boolean writes(RecordedRequest request, String key) {
        return request.body().contains(key) && request.body().contains("IFEQ");
    }

    private static void overForGood(Instances instances, String cookie) {
        for (var server : List.of(instances.b(), instances.a())) {
            Timings.until(() -> BareHttp.get(server, CURRENT, "Cookie", cookie).status() == 401);
        }
        var redis = instances.store().redis();
        var stored = redis.keys("tripod:*" + key(cookie));
        assertThat(stored).hasSize(1).allSatisfy(name -> assertThat(redis.get(name))
                .contains("\"ended\"")
                .doesNotContain("Late"));
        assertThat(redis.keys("tripod:*")).allSatisfy(name -> {
            if (!name.startsWith("tripod:api:")) {
                assertThat(redis.pttl(name)).as(name).isNotEqualTo(-1); // it may have gone meanwhile, which is -2
            }
        });
    }

    private static String key(String cookie) {
        return SessionKey.of(new SessionCookie(cookie.substring("sid=".length())))
                .value();
    }
}
