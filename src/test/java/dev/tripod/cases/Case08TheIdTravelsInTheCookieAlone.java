package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.Browser;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What Open Liberty adds to a handshake of its own is seen by {@code ServersIT}. */
@Case(8)
class Case08TheIdTravelsInTheCookieAlone {
    private static final String CURRENT = "/api/sessions/current";

    @Test
    void idsInAPathAQueryAHeaderOrABodyAre401(Instances instances) {
        var value = value(Instances.GUESTS.person(instances.a()));
        for (var server : List.of(instances.a(), instances.b())) {
            for (var name : List.of("jsessionid", "JSESSIONID", "sid", "__Host-sid", "session", "access_token")) {
                assertThat(status(server, CURRENT + ";" + name + "=" + value)).isEqualTo(401);
                assertThat(status(server, CURRENT + "?" + name + "=" + value)).isEqualTo(401);
                assertThat(status(server, CURRENT, name.replace("__", "X-"), value))
                        .isEqualTo(401);
            }
            for (var header : Map.of(
                            "X-Session-Id",
                            value,
                            "X-Auth-Token",
                            value,
                            "Authorization",
                            "Bearer " + value,
                            "Cookie",
                            "JSESSIONID=" + value)
                    .entrySet()) {
                assertThat(status(server, CURRENT, header.getKey(), header.getValue()))
                        .as(header.getKey())
                        .isEqualTo(401);
            }
            var body = "{\"sid\":\"" + value + "\"}";
            assertThat(BareHttp.call(server, "PATCH", CURRENT, body, "Content-Type", "application/json")
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void socketsTakeNoneOfThemEither(Instances instances) {
        var person = Instances.GUESTS.person(instances.a());
        var room =
                "/ws/rooms/" + person.post("/api/rooms", "{}").json().path("id").asText();
        var origin = "Origin: " + instances.a();
        for (var path : List.of(room + ";jsessionid=", room + "?sid=", room + "?access_token=")) {
            var head = BareHttp.handshake(instances.a(), path + value(person), origin);
            assertThat(BareHttp.status(head)).as(path).isEqualTo(401);
        }
        var bearer = BareHttp.handshake(instances.a(), room, origin, "Authorization: Bearer " + value(person));
        assertThat(BareHttp.status(bearer)).isEqualTo(401);
    }

    @Test
    void noAnswerShowsAnIdOrSetsAnotherCookie(Instances instances) {
        for (var server : List.of(instances.a(), instances.b())) {
            var tour = Tour.of(server);
            assertThat(tour.cookies()).hasSize(3);
            assertThat(tour.stops()).hasSizeGreaterThan(50).allSatisfy(stop -> {
                var headers = stop.answer().response().headers();
                assertThat(headers.allValues("Set-Cookie")).allMatch(cookie -> cookie.startsWith("sid="));
                assertThat(headers.allValues("Location")).isEmpty();
                assertThat(stop.answer().text()).doesNotContainIgnoringCase("jsessionid");
                for (var cookie : tour.cookies()) {
                    assertThat(stop.answer().text()).doesNotContain(cookie);
                    assertThat(stop.answer().response().uri().toString()).doesNotContain(cookie);
                }
            });
        }
    }

    @Test
    void aHandshakeSetsNoCookie(Instances instances) {
        var person = Instances.GUESTS.person(instances.a());
        var room =
                "/ws/rooms/" + person.post("/api/rooms", "{}").json().path("id").asText();
        for (var origin : List.of(instances.a().toString(), "https://evil.example")) {
            var head = BareHttp.handshake(instances.a(), room, "Cookie: " + person.cookieHeader(), "Origin: " + origin);
            assertThat(BareHttp.status(head)).isIn(101, 403);
            assertThat(head)
                    .doesNotContainIgnoringCase("set-cookie")
                    .doesNotContainIgnoringCase("jsessionid")
                    .doesNotContain(value(person));
        }
    }

    private static String value(Browser browser) {
        return browser.cookieHeader().split("=", 2)[1];
    }

    private static int status(URI server, String path, String... headers) {
        return BareHttp.get(server, path, headers).status();
    }
}
