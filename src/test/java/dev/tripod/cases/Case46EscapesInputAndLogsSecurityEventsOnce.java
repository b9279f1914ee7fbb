package dev.tripod.cases;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.Browser;
import dev.tripod.testing.CacheClient;
import dev.tripod.testing.RoomSocket;
import dev.tripod.testing.Timings;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

@Case(46)
class Case46EscapesInputAndLogsSecurityEventsOnce {
    private static final String ADDRESS = "203.0.113.46";
    private static final String FORGED_JSON = "x\\r\\nFORGED \\u001b[31m";
    private static final String FORGED_PATH = "x%0d%0aFORGED%1b%5B31m";

    @Test
    void aForgedPathIsOneEscapedLogLine(Instances both) {
        var answer = new Browser(both.a()).get("/api/rooms/" + FORGED_PATH);
        var path = Instances.GUESTS.person(both.a()).get("/api/rooms/" + FORGED_PATH);

        assertThat(answer.status()).isBetween(400, 499);
        assertThat(path.status()).isEqualTo(404);
        assertThat(linesWith(both, requestId(path)))
                .singleElement()
                .asString()
                .contains("/api/rooms/x\\u000d\\u000aFORGED\\u001b[31m");
        assertNothingForged(both);
    }

    @Test
    void noInputWhateverMakesALineOfItsOwn(Instances both) throws IOException {
        var desk = Instances.GUESTS.person(both.a());
        var room = desk.post("/api/rooms", "{\"name\":\"" + FORGED_JSON + "\"}")
                .json()
                .path("id")
                .asText();
        desk.patch("/api/sessions/current", "{\"name\":\"" + FORGED_JSON + "\"}");
        desk.patch("/api/sessions/current", "{\"attributes\":{\"" + FORGED_JSON + "\":1}}");
        var shown = Instances.GUESTS.show(desk, "{\"room\":\"" + room + "\"}");
        desk.post("/api/pairings", "{\"room\":\"" + FORGED_JSON + "\",\"role\":\"" + FORGED_JSON + "\"}");
        var nobody = new Browser(both.a());
        nobody.post("/api/pairings/lookup", "{\"token\":\"" + FORGED_JSON + "\"}");
        nobody.post("/api/pairings/lookup", "{\"code\":\"" + FORGED_JSON + "\"}");
        var claim = Instances.GUESTS.claim("token", shown.token());
        nobody.post("/api/pairings/claim", claim.replace("claim-", FORGED_JSON));
        nobody.post("/api/pairings/claim", claim.replace("Pixel", FORGED_JSON));
        nobody.post("/api/sessions", "{\"" + FORGED_JSON + "\":");
        nobody.get("/nothing?q=" + FORGED_PATH);
        var socket = RoomSocket.enter(both.a(), desk, room);
        socket.say("{\"type\":\"" + FORGED_JSON + "\"}").next("error");
        socket.say(
                "{\"type\":\"send\",\"id\":\"" + FORGED_JSON + "\",\"kind\":\"log\",\"data\":\"" + FORGED_JSON + "\"}");
        socket.rest();
        socket.close();
        var api = new CacheClient(both.a().resolve("/api/cache"), Instances.API_TOKEN);
        api.post("/", "[\"" + FORGED_JSON + "\",\"" + FORGED_JSON + "\"]");
        for (var head : List.of(
                "GET /api/rooms/x HTTP/1.1\r\nX-Forwarded-For: 1.2.3.4\u001b[31m",
                "GET /api/rooms/x HTTP/1.1\r\nX-Forwarded-For: 1.2.3.4\r\n FORGED",
                "GET /api/rooms/x HTTP/1.1\r\nX-Request-Id: \u001b[31mFORGED",
                "GET /api/rooms/x HTTP/1.1\r\nCookie: sid=\u001b[31mFORGED",
                "GET /api/rooms/x HTTP/1.1\r\nOrigin: http://\u001b[31mFORGED",
                "DELETE /api/sessions/current HTTP/1.1\r\nUser-Agent: \u001b[31mFORGED",
                "\u001b[31mFORGED / HTTP/1.1",
                "GET /\u001b[31mFORGED HTTP/1.1")) {
            assertThat(raw(both.a(), head)).as(head).matches("(?s)HTTP/1.1 [234].*");
        }

        assertThat(desk.get("/api/sessions/current").json().path("name").asText())
                .isEqualTo("x FORGED [31m");
        assertNothingForged(both);
    }

    private static void assertNothingForged(Instances both) {
        assertThat(both.logs()).doesNotContain("\u001b");
        assertThat(both.logs().lines()).noneMatch(line -> line.strip().startsWith("FORGED"));
    }

    /** Sends a head that no client would send; answers what comes first. */
    private static String raw(URI server, String head) throws IOException {
        try (var socket = new Socket("localhost", server.getPort())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write((head + "\r\nHost: localhost\r\nConnection: close\r\n\r\n").getBytes(ISO_8859_1));
            var answer = new byte[64];
            var length = socket.getInputStream().read(answer);
            return new String(answer, 0, Math.max(length, 0), ISO_8859_1);
        }
    }

    @Test
    void refusalsAreLoggedOnceWithSessionHashAddressAndOutcome(Instances both) {
        var desk = Instances.GUESTS.person(both.a());
        var shown = Instances.GUESTS.show(desk, "{}");
        var camera = Instances.GUESTS.phone(both.a(), "token", shown.token());
        var gone = Instances.GUESTS.person(both.a());
        var dead = gone.cookieHeader();
        gone.delete("/api/sessions/current");
        for (var i = 1; i < 10; i++) {
            Instances.GUESTS.show(desk, "{}");
        }

        assertLogged(
                both,
                "CROSS_ORIGIN",
                true,
                from(desk, "DELETE", "/api/sessions/current", "Origin", "https://evil.example"));
        assertLogged(both, "FORBIDDEN", true, from(camera, "POST", "/api/pairings"));
        assertLogged(both, "TOO_MANY", true, from(desk, "POST", "/api/pairings"));
        assertLogged(both, "ROOM_UNKNOWN", true, from(desk, "GET", "/api/rooms/AAAAAAAAAAAAAAAAAAAAAA"));
        assertLogged(both, "PAIRING_UNKNOWN", true, from(camera, "GET", "/api/pairings/" + shown.id()));
        assertLogged(
                both,
                "SESSION_MISSING",
                true,
                from(new Browser(both.a()), "GET", "/api/sessions/current", "Cookie", dead));
        assertLogged(
                both,
                "TOKEN_MISSING",
                false,
                from(new Browser(both.a()), "GET", "/api/status", "Authorization", "Bearer wrong"));
    }

    private static Browser.Answer from(Browser browser, String method, String path, String... headers) {
        var all = java.util.Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "X-Forwarded-For";
        all[headers.length + 1] = ADDRESS;
        return method.equals("POST")
                ? browser.post(path, "{}", all)
                : browser.send(method, path, java.net.http.HttpRequest.BodyPublishers.noBody(), all);
    }

    private static void assertLogged(Instances both, String outcome, boolean hasSession, Browser.Answer answer) {
        var session = hasSession ? "[\\w-]{8}…" : "none";
        assertThat(linesWith(both, requestId(answer)))
                .as(answer.text())
                .singleElement()
                .asString()
                .matches(".* Refused [A-Z]+ /\\S+ as " + outcome + ": session " + session + ", address " + ADDRESS
                        + ", request .*");
    }

    /** The cache API's errors have no request id; the line is told by its address. */
    @Test
    void aWrongTokenAtTheCacheApiIsLoggedOnceToo(Instances both) {
        var address = "203.0.113.47";

        var answer = new CacheClient(both.a().resolve("/api/cache"), "wrong-token")
                .with("X-Forwarded-For", address)
                .get("/get/x");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(linesWith(both, address))
                .singleElement()
                .asString()
                .contains("TOKEN_MISSING")
                .doesNotContain("wrong-token");
    }

    @Test
    void handshakesThatAreRefusedAreLoggedOnce(Instances both) {
        var room = "Z".repeat(22);
        var before = linesWith(both, "/ws/rooms/ZZZZ").size();
        var desk = Instances.GUESTS.person(both.a());

        var refused = RoomSocket.refusal(both.a(), "/ws/rooms/" + room, desk.cookieHeader(), "https://evil.example");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(linesWith(both, "/ws/rooms/ZZZZ"))
                .hasSize(before + 1)
                .last()
                .asString()
                .contains("CROSS_ORIGIN");
    }

    @Test
    void beginningsAndEndsOfSessionsAreLoggedOnceWithHashAndAddress(Instances both) {
        var address = "203.0.113.48";
        var someone = new Browser(both.a());
        someone.post("/api/sessions", "{}", "X-Forwarded-For", address);
        Instances.GUESTS.remember(someone);

        someone.delete("/api/sessions/current", "X-Forwarded-For", address);

        Timings.until(() -> linesWith(both, address).size() == 2);
        assertThat(linesWith(both, address).get(0)).matches(".* Session [\\w-]{8}… began, address " + address);
        assertThat(linesWith(both, address).get(1)).matches(".* Session [\\w-]{8}… ended, address " + address);
    }

    private static String requestId(Browser.Answer answer) {
        return answer.json().path("requestId").asText();
    }

    private static List<String> linesWith(Instances both, String text) {
        assertThat(text).isNotEmpty();
        return both.logs().lines().filter(line -> line.contains(text)).toList();
    }
}
