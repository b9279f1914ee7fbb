package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.Browser;
import dev.tripod.testing.MutatingCalls;
import dev.tripod.testing.TripodServer;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@Case(15)
class Case15OnlyNamedOriginsRead {
    private static final String CURRENT = "/api/sessions/current";
    private static final List<String> NAMED = List.of("https://app.tripod.example", "http://dev.tripod.example:8443");
    /** Each almost one of the named. */
    private static final List<String> FOREIGN = List.of(
            "https://evil.example",
            "null",
            "*",
            "http://app.tripod.example",
            "https://app.tripod.example:8443",
            "https://app.tripod.example.evil.example",
            "https://evil-app.tripod.example",
            "https://x.app.tripod.example",
            "https://tripod.example",
            "https://app.tripod.example/",
            "https://app.tripod.example, https://evil.example",
            "http://dev.tripod.example",
            "http://dev.tripod.example:84430");

    private static TripodServer server;
    private static Browser browser;

    @BeforeAll
    static void start() {
        server = TripodServer.start(
                Map.of(
                        "TRIPOD_ALLOWED_ORIGINS",
                        String.join(",", NAMED),
                        "TRIPOD_TRUSTED_PROXIES",
                        "1",
                        "TRIPOD_API_TOKEN",
                        Instances.API_TOKEN),
                InstantSource.system());
        browser = Instances.GUESTS.person(server.uri(""));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aForeignPreflightGetsNoCorsHeaders(Instances instances) {
        for (var at : List.of(server.uri(""), instances.a())) {
            for (var origin : FOREIGN) {
                assertThat(paths()).allSatisfy(path -> assertThat(cors(preflight(at, path, origin)))
                        .as(path + " for " + origin)
                        .isEmpty());
            }
        }
    }

    @Test
    void aForeignCallGetsNoneEither() {
        for (var origin : FOREIGN) {
            assertThat(paths()).allSatisfy(path -> assertThat(cors(get(path, origin)))
                    .as(path + " for " + origin)
                    .isEmpty());
            assertThat(patch(origin).status()).as(origin).isEqualTo(403);
        }
    }

    @Test
    void aNamedOriginMayPreflightReadAndChange() {
        for (var origin : NAMED) {
            var preflight = preflight(server.uri(""), CURRENT, origin);
            assertThat(preflight.status()).isEqualTo(204);
            assertThat(preflight.header("Access-Control-Allow-Methods")).contains("PATCH", "DELETE");
            opened(preflight, origin);
            opened(get(CURRENT, origin), origin);
            opened(get("/api/nothing", origin), origin);
            assertThat(patch(origin).status()).isEqualTo(200);
        }
    }

    @Test
    void aNamedOriginOpensNothingOutsideOfTheInterface() {
        for (var path : List.of("/", "/health/ready", "/metrics", "/api/cache/get/x")) {
            for (var answer : List.of(get(path, NAMED.get(0)), preflight(server.uri(""), path, NAMED.get(0)))) {
                assertThat(cors(answer)).as(path).isEmpty();
            }
        }
    }

    @Test
    void socketsOpenForTheNamedOriginsToo() {
        var room = "/ws/rooms/"
                + browser.post("/api/rooms", "{}").json().path("id").asText();
        var cookie = "Cookie: " + browser.cookieHeader();
        assertThat(NAMED).allSatisfy(origin -> assertThat(
                        BareHttp.status(BareHttp.handshake(server.uri(""), room, cookie, "Origin: " + origin)))
                .isEqualTo(101));
        assertThat(FOREIGN).allSatisfy(origin -> assertThat(
                        BareHttp.status(BareHttp.handshake(server.uri(""), room, cookie, "Origin: " + origin)))
                .isEqualTo(403));
    }

    @Test
    void noAnswerAtAllAllowsEverybody() {
        var answers = Tour.of(server.uri("")).stops();
        assertThat(answers).isNotEmpty().allSatisfy(stop -> assertThat(
                        stop.answer().header("Access-Control-Allow-Origin"))
                .isNotEqualTo("*"));
    }

    /** By name and never for all, with credentials, and told to caches. */
    private static void opened(Browser.Answer answer, String origin) {
        assertThat(answer.response().headers().allValues("Access-Control-Allow-Origin"))
                .containsExactly(origin);
        assertThat(answer.header("Access-Control-Allow-Credentials")).isEqualTo("true");
        assertThat(answer.header("Vary")).contains("Origin");
        assertThat(cors(answer)).allMatch(header -> !answer.header(header).contains("*"));
    }

    private static List<String> paths() {
        return Stream.concat(
                        MutatingCalls.TABLE.stream().map(row -> row.split(" ", 2)[1].replaceAll("[{}]", "")),
                        Stream.of("/", "/css/base.css", "/health/ready", "/metrics", "/api/status", "/api/cache/get/x"))
                .distinct()
                .toList();
    }

    private static List<String> cors(Browser.Answer answer) {
        return answer.response().headers().map().keySet().stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-"))
                .toList();
    }

    private static Browser.Answer preflight(URI at, String path, String origin) {
        return BareHttp.call(
                at,
                "OPTIONS",
                path,
                "",
                "Origin",
                origin,
                "Access-Control-Request-Method",
                "PATCH",
                "Access-Control-Request-Headers",
                "content-type");
    }

    private static Browser.Answer get(String path, String origin) {
        return BareHttp.get(server.uri(""), path, "Origin", origin, "Cookie", browser.cookieHeader());
    }

    private static Browser.Answer patch(String origin) {
        return BareHttp.call(
                server.uri(""),
                "PATCH",
                CURRENT,
                "{}",
                "Origin",
                origin,
                "Cookie",
                browser.cookieHeader(),
                "Content-Type",
                "application/json");
    }
}
