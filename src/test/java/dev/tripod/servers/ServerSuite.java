package dev.tripod.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.Browser;
import dev.tripod.testing.Guests;
import dev.tripod.testing.RoomSocket;
import dev.tripod.testing.upstash.Eventually;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Tripod promises from outside, on whichever server {@link ServersIT} has started; the same tests for each. Two
 * instances of the server share a store.
 */
class ServerSuite {
    private static final Guests GUESTS = new Guests();
    private static final String CURRENT = "/api/sessions/current";

    private final Pair pair = Pair.underTest();
    private final URI a = pair.a().uri();
    private final URI b = pair.b().uri();

    private Browser desk() {
        return GUESTS.person(a);
    }

    private static String room(Browser owner) {
        var made = owner.post("/api/rooms", "{\"name\":\"Studio\"}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.json().path("id").asText();
    }

    private Browser.Answer plain(String method, String path, String... headers) {
        var request = HttpRequest.newBuilder(a.resolve(path))
                .timeout(Duration.ofSeconds(20))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return new Browser(a).sendAsIs(request.build());
    }

    private String raw(String request) throws IOException {
        try (var socket = new Socket(a.getHost(), a.getPort())) {
            socket.setSoTimeout(20_000);
            var text = request + "Host: " + a.getAuthority() + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    // Start and health

    @Test
    void saysWhereDataIsKept() {
        Eventually.holds(() -> pair.a().log().contains("[UPSTASH] ✓ Connection verified"));
        assertThat(pair.a().log())
                .containsSubsequence("[UPSTASH] Redis REST API configured", "[UPSTASH] ✓ Connection verified")
                .doesNotContain(pair.store().token());
    }

    @Test
    void isLiveAndReady() {
        assertThat(plain("GET", "/health/live").status()).isEqualTo(200);
        assertThat(plain("GET", "/health/ready").json().path("store").asText()).isEqualTo("shared");
        assertThat(plain("GET", "/metrics").text()).contains("tripod_store_state{state=\"shared\"} 1.0");
    }

    // Pages and headers

    @ParameterizedTest
    @CsvSource({
        "/, text/html",
        "/camera, text/html",
        "/room, text/html",
        "/status, text/html",
        "/css/tokens.css, text/css",
        "/js/pages/desktop.js, text/javascript",
        "/favicon.ico, image/svg+xml"
    })
    void servesThePages(String path, String type) {
        var page = plain("GET", path);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).startsWith(type);
        assertThat(page.text()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/camera", "/js/nothing.js", "/nothing", "/api/nothing", CURRENT, "/WEB-INF/web.xml"})
    void sendsTheSecurityHeadersWithEveryAnswer(String path) {
        var answer = plain("GET", path);
        assertThat(answer.header("Content-Security-Policy"))
                .contains("default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Permissions-Policy")).contains("camera=(self)");
        assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("X-Powered-By")).isEmpty();
        assertThat(answer.header("Server")).doesNotContainPattern("\\d");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/nothing, 404",
        "GET, /nothing, 404",
        "GET, /.env, 404",
        "GET, /WEB-INF/web.xml, 404",
        "GET, /META-INF/MANIFEST.MF, 404",
        "GET, /api/sessions, 405",
        "HEAD, /api/sessions, 405",
        "PUT, /api/sessions, 405",
        "POST, /index.html, 405",
        "DELETE, /camera, 405"
    })
    void refusesWhatIsNotThere(String method, String path, int status) {
        var answer = plain(method, path);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text())
                .doesNotContain("Exception")
                .doesNotContainPattern("(?i)tomcat|jetty|glassfish|payara");
    }

    /** Some servers refuse it by themselves, before any filter. */
    @ParameterizedTest
    @ValueSource(strings = {"/", "/api/sessions"})
    void refusesToTrace(String path) {
        var answer = plain("TRACE", path, "X-Secret", "echo-me");
        assertThat(answer.status()).isIn(403, 405);
        assertThat(answer.text()).doesNotContain("echo-me");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/..%2fWEB-INF/web.xml",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/js/..%5c..%5cWEB-INF%5cweb.xml",
                "/%57EB-INF/web.xml",
                "/WEB-INF;x/beans.xml"
            })
    void servesNothingThroughEncodedPaths(String path) throws IOException {
        assertThat(raw("GET " + path + " HTTP/1.1\r\n"))
                .as("refused, or by Payara and GlassFish sent to where nothing is")
                .matches("(?s)HTTP/1.1 (400|404|301 [^\\r]*\r\n(.*\r\n)?Location: [^\r]*/WEB-INF/\r\n).*");
        assertThat(plain("GET", "/WEB-INF/").status()).isEqualTo(404);
    }

    // The REST contract

    @Test
    void answersErrorsAsProblemDocuments() {
        var answer = plain("GET", CURRENT);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().path("type").asText()).isEqualTo("urn:tripod:problem:session-missing");
        assertThat(answer.header("X-Request-Id"))
                .isNotBlank()
                .isEqualTo(answer.json().path("requestId").asText());
        assertThat(answer.header("Cache-Control")).contains("no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "nonsense", "[]", "{\"name\":{}}"})
    void answersMalformedJsonWith400(String body) {
        var answer = new Browser(a).post("/api/sessions", body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    }

    @Test
    void takesJsonUnderItsOwnTypeOnly() {
        var text = HttpRequest.BodyPublishers.ofString("{}");
        var answer = desk().send("POST", "/api/rooms", text, "Content-Type", "text/plain");
        assertThat(answer.status()).isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://localhost:1"})
    void refusesChangesFromForeignPages(String origin) {
        var desk = desk();
        var text = HttpRequest.BodyPublishers.ofString("{\"name\":\"Taken\"}");
        var answer = desk.send("PATCH", CURRENT, text, "Content-Type", "application/json", "Origin", origin);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(desk.get(CURRENT).json().path("name").asText()).isEqualTo("Desk");
    }

    @Test
    void setsTheCookieAsPromisedAndNoOther() {
        var desk = new Browser(a);
        var answer = desk.post("/api/sessions", "{\"name\":\"Desk\"}");
        assertThat(answer.response().headers().allValues("Set-Cookie"))
                .singleElement()
                .asString()
                .contains("HttpOnly", "SameSite=", "Path=/")
                .doesNotContain("Domain", "JSESSIONID");
        assertThat(Stream.of("/", "/camera", CURRENT).map(desk::get))
                .allMatch(page ->
                        page.response().headers().allValues("Set-Cookie").isEmpty());
    }

    @Test
    void carriesASessionThroughItsLife() {
        var desk = desk();
        var before = desk.cookieHeader();
        assertThat(desk.patch(CURRENT, "{\"name\":\"Bureau\",\"attributes\":{\"theme\":\"dark\"}}")
                        .status())
                .isEqualTo(200);
        assertThat(desk.post(CURRENT + "/rotation", "").status()).isEqualTo(200);
        assertThat(plain("GET", CURRENT, "Cookie", before).status()).isEqualTo(401);
        assertThat(desk.get(CURRENT).text()).contains("Bureau", "\"theme\":\"dark\"");
        var last = desk.cookieHeader();
        assertThat(desk.delete(CURRENT).status()).isEqualTo(204);
        assertThat(desk.cookieHeader()).isEmpty();
        assertThat(plain("GET", CURRENT, "Cookie", last).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "../../etc", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "%00", "a b"})
    void knowsNoMadeUpSession(String value) {
        var cookie = desk().cookieHeader().split("=", 2)[0] + "=" + value;
        assertThat(plain("GET", CURRENT, "Cookie", cookie).status()).isEqualTo(401);
        assertThat(plain("GET", CURRENT + ";jsessionid=" + (value.isEmpty() ? "x" : "y"))
                        .status())
                .isIn(400, 401, 404);
    }

    @Test
    void pairsAPhoneByItsToken() {
        var desk = desk();
        var shown = GUESTS.show(desk, "{}");
        var picture = desk.get("/api/pairings/" + shown.id() + "/qr.png");
        assertThat(picture.header("Content-Type")).startsWith("image/png");
        assertThat(picture.response().body()).startsWith(new byte[] {(byte) 0x89, 'P', 'N', 'G'});
        assertThat(desk.get("/api/pairings/" + shown.id() + "/qr.svg").text()).contains("<svg");
        var phone = GUESTS.phone(a, "token", shown.token());
        assertThat(desk.get("/api/pairings/" + shown.id()).text()).contains("claimed");
        assertThat(phone.get(CURRENT).text()).contains("camera");
        var late = new Browser(a).post("/api/pairings/claim", GUESTS.claim("token", shown.token()));
        assertThat(late.status()).isEqualTo(409);
    }

    @Test
    void pairsAPhoneOfTheOtherInstanceByItsCode() {
        var desk = desk();
        var shown = GUESTS.show(desk, "{}");
        GUESTS.phone(b, "code", shown.code().toLowerCase(java.util.Locale.ROOT));
        Eventually.holds(() -> desk.get("/api/pairings/" + shown.id()).text().contains("claimed"));
    }

    // Sockets: the handshake

    @Test
    void refusesHandshakesFromForeignPages() {
        var desk = desk();
        var path = "/ws/rooms/" + room(desk);
        for (var origin : List.of("https://evil.example", "null", "")) {
            assertThat(RoomSocket.refusal(a, path, desk.cookieHeader(), origin).statusCode())
                    .as("origin '" + origin + "'")
                    .isEqualTo(403);
        }
    }

    @Test
    void refusesHandshakesWithoutASession() {
        var desk = desk();
        var path = "/ws/rooms/" + room(desk);
        var cookie = desk.cookieHeader();
        assertThat(RoomSocket.refusal(a, path, "", a.toString()).statusCode()).isEqualTo(401);
        assertThat(RoomSocket.refusal(a, path + "?" + cookie, cookie, a.toString())
                        .statusCode())
                .isEqualTo(401);
        desk.delete(CURRENT);
        assertThat(RoomSocket.refusal(a, path, cookie, a.toString()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void refusesMoreSocketsThanASessionMayHave() {
        var desk = desk();
        var room = room(desk);
        var open = IntStream.range(0, 10)
                .mapToObj(i -> RoomSocket.open(a, desk, room))
                .toList();
        open.forEach(RoomSocket::rest); // counted by now, whenever the server has called the endpoint
        assertThat(RoomSocket.refusal(a, "/ws/rooms/" + room, desk.cookieHeader(), a.toString())
                        .statusCode())
                .isEqualTo(429);
        open.forEach(RoomSocket::close);
    }

    // Sockets: how they end

    @Test
    void closesWith4404WhereThereIsNoSuchRoom() {
        assertThat(RoomSocket.open(a, desk(), "AAAAAAAAAAAAAAAAAAAAAA").closeCode())
                .isEqualTo(4404);
        assertThat(RoomSocket.open(a, desk(), room(desk())).closeCode()).isEqualTo(4404);
    }

    @Test
    void closesWith4408WithoutAHello() {
        var desk = desk();
        assertThat(RoomSocket.open(a, desk, room(desk)).closeCode()).isEqualTo(4408);
    }

    @Test
    void closesWith4400AfterTheFifthBadFrame() {
        var desk = desk();
        var socket = RoomSocket.enter(a, desk, room(desk));
        socket.say("{");
        socket.say("[]");
        socket.sayBinary(new byte[] {1, 2, 3});
        socket.say("{\"type\":\"nonsense\"}");
        assertThat(socket.rest())
                .extracting(frame -> frame.path("code").asText())
                .containsExactly("malformed", "malformed", "malformed", "unknown-type");
        socket.say("{\"type\":\"send\"}");
        assertThat(socket.closeCode()).isEqualTo(4400);
    }

    @Test
    void closesWith1009WhenAFrameIsTooBig() {
        var desk = desk();
        var room = room(desk);
        var whole = RoomSocket.enter(a, desk, room);
        whole.say("x".repeat(64 * 1024 + 1));
        assertThat(whole.closeCode()).isEqualTo(1009);
        var pieces = RoomSocket.enter(a, desk, room);
        try {
            pieces.sayInPieces(Collections.nCopies(80, "x".repeat(1024)));
        } catch (AssertionError closedMeanwhile) {
            assertThat(closedMeanwhile).hasMessageContaining("in time");
        }
        assertThat(pieces.closeCode()).isIn(1009, 1006); // the end can overtake its reason on a broken connection
    }

    @Test
    void takesAFrameOf64Kibibytes() {
        var desk = desk();
        var socket = RoomSocket.enter(a, desk, room(desk));
        var frame = "{\"type\":\"send\",\"id\":\"big\",\"kind\":\"log\",\"data\":\"%s\"}";
        socket.say(frame.formatted("x".repeat(64 * 1024 - frame.length() + 2)));
        assertThat(socket.next("ack").path("id").asText()).isEqualTo("big");
        socket.close();
    }

    @Test
    void closesWith4429WhenFramesComeTooFast() {
        var desk = desk();
        var socket = RoomSocket.enter(a, desk, room(desk));
        try {
            IntStream.range(0, 2_000).forEach(i -> socket.send("ephemeral", "m" + i, "x"));
        } catch (AssertionError closedMeanwhile) {
            assertThat(closedMeanwhile).hasMessageContaining("in time");
        }
        assertThat(socket.closeCode()).isIn(4429, 1006); // the same
    }

    @Test
    void closesTheOlderSocketOfAParticipantWith4409() {
        var desk = desk();
        var room = room(desk);
        var older = RoomSocket.enter(a, desk, room);
        var newer = RoomSocket.enter(a, desk, room);
        assertThat(older.closeCode()).isEqualTo(4409);
        assertThat(newer.isOpen()).isTrue();
        newer.close();
    }

    @Test
    void closesSocketsOfBothInstancesWith4401WhenTheSessionEnds() {
        var desk = desk();
        var room = room(desk);
        var shown = GUESTS.show(desk, "{\"room\":\"%s\"}".formatted(room));
        var phone = GUESTS.phone(b, "token", shown.token());
        var onB = RoomSocket.enter(b, phone, room);
        var onA = RoomSocket.enter(a, desk, room);
        assertThat(phone.delete(CURRENT).status()).isEqualTo(204);
        assertThat(onB.closeCode()).isEqualTo(4401);
        assertThat(onA.next("left").path("participant").path("name").asText()).isEqualTo("Pixel");
        desk.at(b).delete(CURRENT);
        assertThat(onA.closeCode()).isEqualTo(4401);
    }

    // Sockets: what they carry

    @Test
    void deliversMessagesOverBothInstancesInOneOrder() {
        var desk = desk();
        var room = room(desk);
        var shown = GUESTS.show(desk, "{\"room\":\"%s\"}".formatted(room));
        var phone = GUESTS.phone(b, "token", shown.token());
        var onA = RoomSocket.enter(a, desk, room);
        var onB = RoomSocket.enter(b, phone, room);
        onA.next("joined");
        IntStream.range(0, 30).forEach(i -> onA.send("log", "m" + i, "täglich ✓ " + i));
        for (var i = 0; i < 30; i++) {
            var message = onB.next("message");
            assertThat(message.path("id").asText()).isEqualTo("m" + i);
            assertThat(message.path("data").asText()).isEqualTo("täglich ✓ " + i);
            assertThat(onA.next("ack").path("id").asText()).isEqualTo("m" + i);
        }
        onB.close();
        assertThat(onA.next("left").path("reason").asText()).isEqualTo("goodbye");
        onA.close();
    }

    @Test
    void handsASignalOverAndResumesWhatWasMissed() {
        var desk = desk();
        var room = room(desk);
        var shown = GUESTS.show(desk, "{\"room\":\"%s\"}".formatted(room));
        var phone = GUESTS.phone(a, "token", shown.token());
        var first = RoomSocket.open(a, desk, room);
        var welcome = first.hello();
        var other = RoomSocket.enter(a, phone, room);
        other.sendTo(welcome.path("self").path("id").asText(), "signal", "s1", "offer");
        assertThat(first.next("message").path("kind").asText()).isEqualTo("signal");
        assertThat(other.next("ack").path("id").asText()).isEqualTo("s1");
        first.cut();
        other.send("log", "m1", "missed");
        other.next("ack");
        var again = RoomSocket.open(b, desk, room);
        assertThat(again.hello(welcome.path("position").asText())
                        .path("recovered")
                        .asBoolean())
                .isTrue();
        assertThat(again.next("message").path("id").asText()).isEqualTo("m1");
        again.close();
        other.close();
    }

    @Test
    void deliversABurstInOrderThroughOneSocket() {
        var desk = desk();
        var room = room(desk);
        var shown = GUESTS.show(desk, "{\"room\":\"%s\"}".formatted(room));
        var reader = RoomSocket.enter(a, GUESTS.phone(a, "token", shown.token()), room);
        var sender = RoomSocket.enter(a, desk, room);
        for (var burst = 0; burst < 4; burst++) {
            var from = burst * 25;
            IntStream.range(from, from + 25).forEach(i -> sender.send("log", "m" + i, "x".repeat(2_000)));
            IntStream.range(from, from + 25)
                    .forEach(i -> assertThat(reader.next("message").path("id").asText())
                            .isEqualTo("m" + i));
        }
        reader.close();
        sender.close();
    }
}
