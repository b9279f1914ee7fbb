package dev.tripod.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.ApiClient;
import dev.tripod.testing.ManualClock;
import dev.tripod.testing.TestSettings;
import dev.tripod.testing.TripodServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionApiTest {
    private static final String CURRENT = "/api/sessions/current";

    private static final ManualClock CLOCK = new ManualClock();
    private static TripodServer server;

    private final ApiClient client = new ApiClient(server);

    @BeforeAll
    static void start() {
        server = TripodServer.start(TestSettings.DEFAULTS, CLOCK);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void forgetLimits() {
        CLOCK.advance(Duration.ofMinutes(2));
    }

    @Test
    void startsASessionWithACookieAndShowsIt() {
        var started = client.post("/api/sessions", "{\"name\":\" Anna \"}");

        assertThat(started.status()).isEqualTo(201);
        assertThat(started.json().path("id").asText()).matches("[A-Za-z0-9_-]{22}");
        assertThat(started.json().path("name").asText()).isEqualTo("Anna");
        assertThat(started.json().path("kind").asText()).isEqualTo("person");
        assertThat(started.json().path("createdAt").asText())
                .isEqualTo(CLOCK.instant().toString());
        assertThat(started.json().path("expiresInMs").asLong()).isEqualTo(3_600_000);
        assertThat(started.json().path("attributes").isEmpty()).isTrue();
        assertThat(client.get(CURRENT).body()).isEqualTo(started.body());
    }

    @Test
    void startsASessionWithoutABodyToo() {
        var started = client.post("/api/sessions", "");

        assertThat(started.status()).isEqualTo(201);
        assertThat(started.json().has("name")).isFalse();
    }

    @Test
    void guardsTheCookie() {
        var cookie = client.post("/api/sessions", "").header("Set-Cookie").orElseThrow();

        assertThat(cookie)
                .matches("sid=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000")
                .hasSizeLessThan(4096);
    }

    @Test
    void keepsTheSessionThereIs() {
        var first = client.post("/api/sessions", "{\"name\":\"Anna\"}");
        var second = client.post("/api/sessions", "{\"name\":\"Berta\"}");

        assertThat(second.status()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("Set-Cookie")).isEmpty();
    }

    @Test
    void neverAdoptsAnIdThatNobodyIssued() {
        var madeUp = "sid=" + "A".repeat(43);
        assertThat(client.with("Cookie", madeUp).get(CURRENT).problem()).isEqualTo("session-missing");

        assertThat(client.post("/api/sessions", "").status()).isEqualTo(201);
        assertThat(client.cookie()).isNotEqualTo(madeUp);
        assertThat(client.with("Cookie", madeUp).get(CURRENT).status()).isEqualTo(401);
    }

    @Test
    void rotatesToAnotherCookieAndKillsTheOldOne() {
        var id = client.post("/api/sessions", "").json().path("id");
        var old = client.cookie();
        var rotated = client.post(CURRENT + "/rotation", "");

        assertThat(rotated.status()).isEqualTo(200);
        assertThat(rotated.json().path("id")).isEqualTo(id);
        assertThat(client.cookie()).isNotEqualTo(old);
        assertThat(client.get(CURRENT).status()).isEqualTo(200);
        assertThat(client.with("Cookie", old).get(CURRENT).status()).isEqualTo(401);
    }

    @Test
    void endsTheSessionAndClearsTheCookie() {
        client.post("/api/sessions", "");
        var old = client.cookie();
        var ended = client.delete(CURRENT);

        assertThat(ended.status()).isEqualTo(204);
        assertThat(ended.header("Set-Cookie")).contains("sid=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
        assertThat(client.with("Cookie", old).get(CURRENT).status()).isEqualTo(401);
        assertThat(client.delete(CURRENT).status()).isEqualTo(401);
    }

    @Test
    void endsASilentSessionAndKeepsAUsedOne() {
        client.post("/api/sessions", "");
        var silent = new ApiClient(server);
        silent.post("/api/sessions", "");
        CLOCK.advance(Duration.ofMinutes(30));
        assertThat(client.get(CURRENT).status()).isEqualTo(200);
        CLOCK.advance(Duration.ofMinutes(30));

        assertThat(client.get(CURRENT).status()).isEqualTo(200);
        assertThat(silent.get(CURRENT).status()).isEqualTo(401);
    }

    @Test
    void changesNameAndAttributesByMergePatch() {
        client.post("/api/sessions", "{\"name\":\"Anna\"}");
        client.patch(CURRENT, "{\"attributes\":{\"a\":{\"x\":1,\"y\":2},\"b\":\"t\"}}");
        client.with("Content-Type", "application/merge-patch+json");
        var changed = client.patch(CURRENT, "{\"name\":null,\"attributes\":{\"a\":{\"x\":3},\"b\":null}}");

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json().has("name")).isFalse();
        assertThat(changed.json().path("attributes")).hasToString("{\"a\":{\"x\":3}}");
        assertThat(client.with("Content-Type", "").get(CURRENT).body()).isEqualTo(changed.body());
    }

    @Test
    void keepsWhatClientsMustNotChange() {
        var before = client.post("/api/sessions", "{\"id\":\"x\",\"kind\":\"camera\",\"absoluteEnd\":\"2099\"}");
        var after = client.patch(CURRENT, "{\"roles\":[\"admin\"],\"absoluteEnd\":0,\"kind\":\"camera\"}");

        assertThat(before.json().path("kind").asText()).isEqualTo("person");
        assertThat(after.body()).isEqualTo(before.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{\"name\":1}", "{\"attributes\":{\"a\":1,\"a\":2}}", "{\"name\":\"x\"} x", "{"})
    void refusesAPatchOfAnotherForm(String patch) {
        client.post("/api/sessions", "");

        assertThat(client.patch(CURRENT, patch).status()).isEqualTo(400);
    }

    @Test
    void refusesAPatchWithoutABody() {
        client.post("/api/sessions", "");

        assertThat(client.patch(CURRENT, "").status()).isEqualTo(400);
    }

    @Test
    void losesNoneOfManyAttributesWrittenAtOnce() throws Exception {
        client.post("/api/sessions", "");
        var threads = Executors.newFixedThreadPool(10);
        var writes = IntStream.range(0, 50)
                .mapToObj(
                        i -> threads.submit(() -> client.patch(CURRENT, "{\"attributes\":{\"a" + i + "\":" + i + "}}")))
                .toList();
        for (var write : writes) {
            assertThat(write.get().status()).isEqualTo(200);
        }
        threads.shutdown();

        assertThat(client.get(CURRENT).json().path("attributes").size()).isEqualTo(50);
    }

    @Test
    void limitsStartsPerAddress() {
        var answers = new ArrayList<ApiClient.Answer>();
        for (var i = 0; i < 31; i++) {
            answers.add(new ApiClient(server).post("/api/sessions", ""));
        }

        assertThat(answers.subList(0, 30)).allMatch(answer -> answer.status() == 201);
        assertThat(answers.get(30).problem()).isEqualTo("too-many");
        assertThat(answers.get(30).header("Retry-After")).contains("60");
    }

    @Test
    void believesNoForwardedAddressWithoutATrustedProxy() {
        var statuses = IntStream.range(0, 31)
                .map(i -> new ApiClient(server)
                        .with("X-Forwarded-For", "192.0.2." + i)
                        .post("/api/sessions", "")
                        .status())
                .boxed()
                .collect(Collectors.toList());

        assertThat(statuses.get(30)).isEqualTo(429);
    }

    @Test
    void takesTheSessionFromNothingButTheCookie() {
        client.post("/api/sessions", "");
        var value = client.cookie().substring("sid=".length());
        var stranger = new ApiClient(server).with("X-Session-Id", value).with("Authorization", "Bearer " + value);

        assertThat(stranger.get(CURRENT + ";jsessionid=" + value).status()).isEqualTo(401);
        assertThat(stranger.get(CURRENT + "?sid=" + value + "&jsessionid=" + value)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void setsNoCookieUnasked() {
        for (var path : List.of(CURRENT, "/", "/nothing", "/api/nothing")) {
            assertThat(client.get(path).header("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void showsTheCookieInNoBody() {
        var body = client.post("/api/sessions", "{\"name\":\"x\"}").body();

        assertThat(body).doesNotContain(client.cookie().substring("sid=".length()));
    }

    @Test
    void cleansNames() {
        var name = "<b>" + (char) 0x202e + "\\r\\nX" + "y".repeat(10_000);
        var shown = client.post("/api/sessions", "{\"name\":\"" + name + "\"}")
                .json()
                .path("name")
                .asText();

        assertThat(shown).startsWith("<b> Xyyy").hasSize(64);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sid", "sid=", "sid=%00", "sid=../../etc/passwd", "sid=\"x\"", "sid=ä", ";=;"})
    void answersMalformedCookiesLikeNone(String cookie) {
        assertThat(client.with("Cookie", cookie).get(CURRENT).status()).isEqualTo(401);
    }

    @Test
    void answersTwoCookiesOfTheNameLikeNone() {
        client.post("/api/sessions", "");
        var good = client.cookie();
        var other = "sid=" + "B".repeat(43);

        for (var both : Map.of(good, other, other, good).entrySet()) {
            client.with("Cookie", both.getKey() + "; " + both.getValue());
            assertThat(client.get(CURRENT).status()).isEqualTo(401);
        }
        client.with("Cookie", "sid=" + "C".repeat(5_000));
        assertThat(client.get(CURRENT).status()).isEqualTo(401);
    }
}
