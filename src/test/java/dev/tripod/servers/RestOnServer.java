package dev.tripod.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.Browser;
import dev.tripod.testing.upstash.Eventually;
import java.net.http.HttpRequest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The REST contract: sessions, pairing, errors. */
class RestOnServer extends OnServer {
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
}
