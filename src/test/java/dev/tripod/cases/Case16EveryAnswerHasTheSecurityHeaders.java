package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.Browser;
import dev.tripod.testing.TripodServer;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Save those that a server gives before it asks the application, such as the 400 to what is no HTTP. */
@Case(16)
class Case16EveryAnswerHasTheSecurityHeaders {
    private static final Pattern INLINE = Pattern.compile(
            "<style|\\sstyle=|\\son[a-z]+=|javascript:|<script(?![^>]*\\ssrc=)", Pattern.CASE_INSENSITIVE);

    @Test
    void onHttp(Instances instances) {
        for (var server : List.of(instances.a(), instances.b())) {
            var tour = Tour.of(server);
            everyKindOfAnswerWasThere(tour);
            assertThat(tour.stops()).allSatisfy(stop -> {
                guarded(stop.answer());
                assertThat(stop.answer().header("Strict-Transport-Security")).isEmpty();
            });
        }
    }

    @Test
    void onHttpsWithStrictTransportSecurityToo() {
        var settings = Map.of(
                "TRIPOD_PUBLIC_URL", "https://tripod.example",
                "TRIPOD_TRUSTED_PROXIES", "1",
                "TRIPOD_API_TOKEN", Instances.API_TOKEN);
        try (var server = TripodServer.start(settings, InstantSource.system())) {
            var tour = Tour.of(server.uri(""));
            everyKindOfAnswerWasThere(tour);
            assertThat(tour.stops()).allSatisfy(stop -> {
                guarded(stop.answer());
                assertThat(stop.answer().header("Strict-Transport-Security")).matches("max-age=\\d{8,}.*");
            });
        }
    }

    @Test
    void onHandshakesToo(Instances instances) {
        var room = "/ws/rooms/aaaaaaaaaaaaaaaaaaaaaa";
        var cookie = "Cookie: " + Instances.GUESTS.person(instances.a()).cookieHeader();
        var own = "Origin: " + instances.a();
        var heads = List.of(
                BareHttp.handshake(instances.a(), room, own, cookie),
                BareHttp.handshake(instances.a(), room, own),
                BareHttp.handshake(instances.a(), room, cookie));

        assertThat(heads).extracting(BareHttp::status).containsExactly(101, 401, 403);
        assertThat(heads).allSatisfy(head -> assertThat(head)
                .containsIgnoringCase("content-security-policy: default-src 'self'")
                .containsIgnoringCase("x-content-type-options: nosniff"));
    }

    private static void everyKindOfAnswerWasThere(Tour tour) {
        for (var status : List.of(200, 201, 204, 304, 400, 401, 403, 404, 405, 406, 409, 410, 413, 415, 429)) {
            assertThat(tour.answered(status)).as("answers with " + status).isNotEmpty();
        }
    }

    private static void guarded(Browser.Answer answer) {
        assertThat(answer.response().headers().allValues("Content-Security-Policy"))
                .singleElement()
                .satisfies(policy -> assertThat(policy)
                        .contains("default-src 'self'", "object-src 'none'", "base-uri 'none'")
                        .contains("frame-ancestors 'none'")
                        .doesNotContain("unsafe", "script-src", "style-src", "nonce-", "*"));
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Permissions-Policy")).contains("camera=(self)");
        if (answer.header("Content-Type").startsWith("text/html")) {
            assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
            assertThat(answer.text()).doesNotContainPattern(INLINE);
        }
        if (answer.header("Content-Type").startsWith("image/svg")) {
            assertThat(answer.text()).doesNotContain("<script", "<style", "style=");
        }
    }
}
