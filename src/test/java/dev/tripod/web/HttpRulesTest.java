package dev.tripod.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.config.Settings;
import dev.tripod.testing.ApiClient;
import dev.tripod.testing.TestSettings;
import dev.tripod.testing.TripodServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRulesTest {
    private static final String CURRENT = "/api/sessions/current";
    private static final String FRIEND = "https://app.tripod.example";

    /** Counts the clients of these tests, each of which has an address of its own. */
    private static final AtomicInteger CLIENTS = new AtomicInteger();

    private static TripodServer server;

    private final ApiClient client = new ApiClient(server);

    @BeforeAll
    static void start() {
        var http = new Settings.Http(Optional.empty(), List.of(FRIEND), 1);
        server = TripodServer.start(TestSettings.with(http), InstantSource.system());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/camera", "/js/nothing.js", "/nothing", "/api/nothing", CURRENT, "/WEB-INF/web.xml"})
    void sendsTheSecurityHeadersWithEveryAnswer(String path) {
        var answer = client.get(path);

        assertThat(answer.header("Content-Security-Policy").orElse(""))
                .contains("default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.header("Referrer-Policy")).contains("no-referrer");
        assertThat(answer.header("Permissions-Policy").orElse("")).contains("camera=(self)");
        assertThat(answer.header("Cross-Origin-Opener-Policy")).contains("same-origin");
        assertThat(answer.header("X-Request-Id").orElse("")).matches("[A-Za-z0-9_-]{16}");
        assertThat(answer.header("Strict-Transport-Security")).isEmpty();
        assertThat(answer.header("Server")).isEmpty();
        assertThat(answer.header("X-Powered-By")).isEmpty();
    }

    @Test
    void answersErrorsAsProblemDocuments() {
        var answer = client.get(CURRENT);

        assertThat(answer.header("Content-Type")).contains("application/problem+json");
        assertThat(answer.json().path("type").asText()).isEqualTo("urn:tripod:problem:session-missing");
        assertThat(answer.json().path("status").asInt()).isEqualTo(401);
        assertThat(answer.json().path("title").asText()).isNotBlank();
        assertThat(answer.json().path("detail").asText()).isNotBlank();
        assertThat(answer.header("X-Request-Id"))
                .contains(answer.json().path("requestId").asText());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/nothing, 404",
        "GET, /nothing, 404",
        "GET, /error, 404",
        "GET, /.env, 404",
        "GET, /WEB-INF/web.xml, 404",
        "GET, /META-INF/MANIFEST.MF, 404",
        "GET, /api/sessions, 405",
        "HEAD, /api/sessions, 405",
        "HEAD, /api/sessions/current/rotation, 405",
        "PUT, /api/sessions, 405",
        "POST, /, 405",
        "POST, /index.html, 405",
        "DELETE, /camera, 405",
        "TRACE, /api/sessions, 405",
        "TRACE, /, 405"
    })
    void refusesWhatIsNotThere(String method, String path, int status) {
        var answer = client.call(method, path, "");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).doesNotContainIgnoringCase("tomcat").doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/..%2fWEB-INF/web.xml",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/js/..%5c..%5cWEB-INF%5cweb.xml",
                "/%57EB-INF/web.xml",
                "/web-inf/../WEB-INF/beans.xml",
                "/WEB-INF;x/beans.xml"
            })
    void servesNothingThroughEncodedPaths(String path) throws IOException {
        assertThat(raw("GET " + path + " HTTP/1.1\r\n")).matches("(?s)HTTP/1.1 (400|404).*");
    }

    @Test
    void answersProgramsWithAProblemWhereNothingIs() {
        assertThat(client.get("/nothing").header("Content-Type")).contains("application/problem+json");
        assertThat(client.get("/nothing").problem()).isEqualTo("not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"})
    void takesJsonUnderItsOwnTypeOnly(String type) {
        client.with("Content-Type", type);

        assertThat(client.post("/api/sessions", "{}").problem()).isEqualTo("unsupported-type");
        assertThat(client.patch(CURRENT, "{}").problem()).isEqualTo("unsupported-type");
    }

    @Test
    void refusesBodiesBeyondTheLimit() throws IOException {
        assertThat(client.post("/api/sessions", "\"" + "x".repeat(64 * 1024) + "\"")
                        .problem())
                .isEqualTo("too-large");
        var chunk = "x".repeat(0x10000);
        assertThat(raw(
                        "POST /api/sessions HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n",
                        "1\r\n\"\r\n10000\r\n" + chunk + "\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, https://evil.example",
        "Origin, null",
        "Origin, http://localhost:1",
        "Origin, http://localhost.evil.example",
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "X-Requested-With, XMLHttpRequest",
        "X-Requested-With, ''"
    })
    void keepsForeignPagesFromChangingASession(String header, String value) {
        session();
        var before = client.get(CURRENT).json().path("name");
        client.with(header, value);

        assertThat(client.patch(CURRENT, "{\"name\":\"Eve\"}").problem()).isEqualTo("cross-origin");
        assertThat(client.post(CURRENT + "/rotation", "").problem()).isEqualTo("cross-origin");
        assertThat(client.delete(CURRENT).problem()).isEqualTo("cross-origin");
        assertThat(client.post("/api/sessions", "").problem()).isEqualTo("cross-origin");
        assertThat(client.get(CURRENT).json().path("name")).isEqualTo(before);
    }

    @Test
    void letsOwnPagesChangeTheirSession() {
        session();
        client.with("X-Requested-With", "").with("Origin", server.uri("").toString());
        assertThat(client.patch(CURRENT, "{\"name\":\"A\"}").status()).isEqualTo(200);
        client.with("Origin", "").with("Sec-Fetch-Site", "same-origin");
        assertThat(client.patch(CURRENT, "{\"name\":\"B\"}").status()).isEqualTo(200);
        client.with("Sec-Fetch-Site", "same-site").with("Origin", FRIEND);
        assertThat(client.patch(CURRENT, "{\"name\":\"C\"}").status()).isEqualTo(200);
    }

    @Test
    void asksNothingOfCallsWithABearerToken() {
        session();
        client.with("X-Requested-With", "").with("Authorization", "Bearer x");

        assertThat(client.patch(CURRENT, "{}").status()).isEqualTo(200);
    }

    @Test
    void opensReadingToExactlyTheConfiguredOrigins() {
        session();
        var friend = client.with("Origin", FRIEND).get(CURRENT);
        assertThat(friend.header("Access-Control-Allow-Origin")).contains(FRIEND);
        assertThat(friend.header("Access-Control-Allow-Credentials")).contains("true");

        for (var origin :
                List.of("https://evil.example", "null", FRIEND + ".evil.example", "http://app.tripod.example")) {
            var foreign = client.with("Origin", origin).get(CURRENT);
            assertThat(foreign.header("Access-Control-Allow-Origin")).isEmpty();
            assertThat(foreign.header("Access-Control-Allow-Credentials")).isEmpty();
        }
    }

    @Test
    void answersPreflightsOfTheConfiguredOriginsOnly() {
        client.with("Access-Control-Request-Method", "PATCH");
        var friend = client.with("Origin", FRIEND).call("OPTIONS", CURRENT, "");
        assertThat(friend.status()).isEqualTo(204);
        assertThat(friend.header("Access-Control-Allow-Methods").orElse("")).contains("PATCH");

        var foreign = client.with("Origin", "https://evil.example").call("OPTIONS", CURRENT, "");
        assertThat(foreign.status()).isEqualTo(403);
        assertThat(foreign.response().headers().map().keySet())
                .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("access-control"));
    }

    @Test
    void keepsNoAnswerOfTheInterface() {
        session();
        client.with("If-Modified-Since", "Fri, 01 Jan 2100 00:00:00 GMT").with("If-None-Match", "*");

        assertThat(client.get(CURRENT).status()).isEqualTo(200);
        assertThat(client.get(CURRENT).header("Cache-Control")).contains("no-store");
    }

    @Test
    void servesNoDescriptionOfItself() {
        assertThat(client.get("/api/application.wadl").status()).isEqualTo(404);
        assertThat(client.call("OPTIONS", "/api/sessions", "").body()).doesNotContain("wadl");
    }

    @Test
    void survivesAHostileHost() throws IOException {
        assertThat(raw("GET /api/sessions/current HTTP/1.1\r\nHost: a\"<b>\r\n"))
                .matches("(?s)HTTP/1.1 (400|401).*");
    }

    private void session() {
        client.with("X-Forwarded-For", "10.9.9.9, 192.0.2." + CLIENTS.incrementAndGet());
        assertThat(client.post("/api/sessions", "{\"name\":\"Anna\"}").status()).isEqualTo(201);
    }

    private static String raw(String head) throws IOException {
        return raw(head, "");
    }

    private static String raw(String head, String body) throws IOException {
        var uri = server.uri("");
        try (var socket = new Socket(uri.getHost(), uri.getPort())) {
            var host = head.contains("Host:") ? "" : "Host: localhost\r\n";
            var request = head + host + "Connection: close\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
