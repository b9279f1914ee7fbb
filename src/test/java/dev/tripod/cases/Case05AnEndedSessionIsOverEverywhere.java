package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.Browser;
import dev.tripod.testing.RoomSocket;
import dev.tripod.testing.Timings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@Case(5)
class Case05AnEndedSessionIsOverEverywhere {
    private static final String CURRENT = "/api/sessions/current";
    private static final int TRIES = 3;

    @Test
    void endingItClearsTheCookie(Instances instances) {
        var browser = Instances.GUESTS.person(instances.a());

        var ended = browser.delete(CURRENT);

        assertThat(ended.status()).isEqualTo(204);
        assertThat(ended.header("Set-Cookie")).startsWith("sid=;").contains("Max-Age=0", "Path=/");
        assertThat(browser.cookieHeader()).isEmpty();
    }

    @Test
    void replaysOfAnEndedSessionAre401OnBoth(Instances instances) {
        var timings = new Timings("An ended session is dead on the other instance", TRIES, Duration.ofSeconds(1));
        while (timings.goOn()) {
            var browser = Instances.GUESTS.person(instances.a());
            var cookie = browser.cookieHeader();
            assertThat(status(instances.b(), cookie)).isEqualTo(200);
            browser.delete(CURRENT);

            assertThat(status(instances.a(), cookie)).isEqualTo(401);
            timings.await(() -> status(instances.b(), cookie) == 401);
            for (var server : List.of(instances.a(), instances.b())) {
                for (var call : List.of("PATCH " + CURRENT, "DELETE " + CURRENT, "POST " + CURRENT + "/rotation")) {
                    assertThat(replay(server, call, cookie)).as(call).isEqualTo(401);
                }
                assertThat(status(server, cookie)).isEqualTo(401);
            }
        }
        kept(timings);
    }

    @Test
    void itsSocketsClose4401OnBothWithinTwoSeconds(Instances instances) {
        var timings = new Timings("All sockets of an ended session are closed", TRIES, Duration.ofSeconds(2));
        while (timings.goOn()) {
            var browser = Instances.GUESTS.person(instances.a());
            var sockets = List.of(socket(instances.a(), browser), socket(instances.b(), browser));
            browser.delete(CURRENT);

            timings.await(() -> sockets.stream().noneMatch(RoomSocket::isOpen));
            assertThat(sockets).extracting(RoomSocket::closeCode).containsOnly(4401);
        }
        kept(timings);
    }

    /** In a room of its own, since one participant has one socket. */
    private static RoomSocket socket(URI server, Browser browser) {
        var room = browser.post("/api/rooms", "{}").json().path("id").asText();
        return RoomSocket.enter(server, browser, room);
    }

    private static void kept(Timings timings) {
        System.out.println(timings);
        assertThat(timings.kept()).as(timings.toString()).isTrue();
    }

    private static int status(URI server, String cookie) {
        return BareHttp.get(server, CURRENT, "Cookie", cookie).status();
    }

    private static int replay(URI server, String call, String cookie) {
        var words = call.split(" ", 2);
        return BareHttp.call(
                        server,
                        words[0],
                        words[1],
                        words[0].equals("DELETE") ? "" : "{}",
                        "Content-Type",
                        "application/json",
                        "Cookie",
                        cookie,
                        "X-Requested-With",
                        "tripod")
                .status();
    }
}
