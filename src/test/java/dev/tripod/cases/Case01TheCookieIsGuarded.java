package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.Browser;
import dev.tripod.testing.TripodServer;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whichever call hands it out: the start of a session, a rotation, the claim of a phone that had none. */
@Case(1)
class Case01TheCookieIsGuarded {
    private static final Map<String, String> HTTPS =
            Map.of("TRIPOD_PUBLIC_URL", "https://tripod.example", "TRIPOD_TRUSTED_PROXIES", "1");

    @Test
    void onHttpScriptsAndForeignSitesDoNotGetIt(Instances instances) {
        assertThat(cookies(instances.a())).hasSize(3).allSatisfy(cookie -> {
            assertThat(cookie).startsWith("sid=");
            guarded(cookie);
        });
    }

    @Test
    void onHttpsItIsSecureAndBoundToTheHostToo() {
        try (var server = TripodServer.start(HTTPS, InstantSource.system())) {
            assertThat(cookies(server.uri(""))).hasSize(3).allSatisfy(cookie -> {
                assertThat(cookie).startsWith("__Host-sid=");
                guarded(cookie);
                assertThat(attributes(cookie)).contains("Secure");
            });
        }
    }

    private static void guarded(String cookie) {
        assertThat(cookie.split("[=;]", 3)[1]).matches("[A-Za-z0-9_-]{22,}");
        assertThat(attributes(cookie))
                .contains("HttpOnly", "SameSite=Lax", "Path=/")
                .noneMatch(attribute -> attribute.startsWith("Domain"));
        assertThat("Set-Cookie: " + cookie).hasSizeLessThan(4096);
    }

    private static List<String> attributes(String cookie) {
        return Stream.of(cookie.split(";")).skip(1).map(String::strip).toList();
    }

    /** Those that a start, a rotation and a claim set. */
    private static List<String> cookies(URI server) {
        var desktop = new Browser(server);
        var start = desktop.post("/api/sessions", "{}", "X-Forwarded-For", "10.11.0.1");
        Instances.GUESTS.remember(desktop);
        var rotation = desktop.post("/api/sessions/current/rotation", "");
        Instances.GUESTS.remember(desktop);
        var phone = new Browser(server);
        var token = Instances.GUESTS.show(desktop, "{}").token();
        var claim = phone.post("/api/pairings/claim", Instances.GUESTS.claim("token", token));
        Instances.GUESTS.remember(phone);
        return Stream.of(start, rotation, claim)
                .flatMap(answer -> answer.response().headers().allValues("Set-Cookie").stream())
                .toList();
    }
}
