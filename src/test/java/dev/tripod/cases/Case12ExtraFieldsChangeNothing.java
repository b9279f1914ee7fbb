package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tripod.session.SessionCookie;
import dev.tripod.session.SessionKey;
import dev.tripod.testing.Browser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Looked at in the answers and in what is stored. */
@Case(12)
class Case12ExtraFieldsChangeNothing {
    private static final String CURRENT = "/api/sessions/current";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Those of the record, and some that others would have. */
    private static final String EXTRAS =
            """
            "roles":["admin"],"admin":true,"absoluteEnd":"2099-01-01T00:00:00Z","idleEnd":"2099-01-01T00:00:00Z",\
            "expiresInMs":99999999999,"id":"AAAAAAAAAAAAAAAAAAAAAA","kind":"camera","v":9,"ended":null,\
            "created":"2000-01-01T00:00:00Z","createdAt":"2000-01-01T00:00:00Z","owner":"x","grants":["x"],\
            "__proto__":{"admin":true},"participant":"x","version":1""";

    private static final String EXTRA = "{" + EXTRAS + "}";

    @Test
    void aStartWithThemIsLikeOneWithout(Instances instances) {
        var plain = Instances.GUESTS.person(instances.a());
        var odd = new Browser(instances.a());
        var answer = odd.post("/api/sessions", "{\"name\":\"Desk\"," + EXTRAS + "}", "X-Forwarded-For", "10.22.0.1");
        Instances.GUESTS.remember(odd);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().path("id").asText()).isNotEqualTo("AAAAAAAAAAAAAAAAAAAAAA");
        assertThat(answer.json().path("kind").asText()).isEqualTo("person");
        assertThat(answer.json().path("expiresInMs").asLong()).isLessThanOrEqualTo(3_600_000);
        assertThat(names(answer.json())).isEqualTo(names(plain.get(CURRENT).json()));
        assertThat(names(stored(instances, odd))).isEqualTo(names(stored(instances, plain)));
        assertThat(stored(instances, odd).toString()).doesNotContain("2099", "2000-01", "admin", "camera");
    }

    @Test
    void aPatchWithThemLeavesTheSessionAsItWas(Instances instances) {
        var browser = Instances.GUESTS.person(instances.a());
        browser.patch(CURRENT, "{\"attributes\":{\"a\":1}}");
        var shown = shown(browser);
        var record = stored(instances, browser);

        assertThat(browser.patch(CURRENT, EXTRA).status()).isIn(200, 400);
        assertThat(browser.sendJson("POST", CURRENT + "/rotation", EXTRA).status())
                .isIn(200, 400);
        Instances.GUESTS.remember(browser);

        assertThat(shown(browser)).isEqualTo(shown);
        assertThat(stored(instances, browser)).isEqualTo(record);
        assertThat(shown(browser.at(instances.b()))).isEqualTo(shown);
    }

    @Test
    void roomsAndPairingsWithThemGiveNobodyMore(Instances instances) {
        var desktop = Instances.GUESTS.person(instances.a());
        var room = desktop.post("/api/rooms", "{\"name\":\"R\"," + EXTRAS + "}");
        assertThat(room.status()).isEqualTo(201);
        assertThat(room.json().path("id").asText()).isNotEqualTo("AAAAAAAAAAAAAAAAAAAAAA");

        var offer = desktop.post("/api/pairings", EXTRA);
        assertThat(offer.status()).isEqualTo(201);
        assertThat(offer.json().path("expiresInMs").asLong()).isLessThanOrEqualTo(120_000);
        var shown = Instances.GUESTS.show(desktop, "{}");
        var claim = Instances.GUESTS.claim("token", shown.token()).replaceFirst("}$", "," + EXTRAS + ",\"room\":\"")
                + room.json().path("id").asText() + "\",\"role\":\"desktop\"}";
        var phone = new Browser(instances.b());
        var claimed = phone.post("/api/pairings/claim", claim);
        Instances.GUESTS.remember(phone);

        assertThat(claimed.status()).isEqualTo(200);
        assertThat(claimed.json().path("role").asText()).isEqualTo("camera");
        assertThat(claimed.json().path("room")).isNotEqualTo(room.json().path("id"));
        assertThat(phone.post("/api/rooms", "{}").status())
                .as("a camera stays one")
                .isEqualTo(403);
        assertThat(phone.get("/api/rooms/" + room.json().path("id").asText()).status())
                .isEqualTo(404);
    }

    private static List<String> names(JsonNode node) {
        return node.properties().stream().map(Map.Entry::getKey).sorted().toList();
    }

    /** Without the time that is left, which goes on. */
    private static JsonNode shown(Browser browser) {
        return ((ObjectNode) browser.get(CURRENT).json()).without("expiresInMs");
    }

    /** The record in the store, without its end by silence, which use moves. */
    private static JsonNode stored(Instances instances, Browser browser) {
        var cookie = new SessionCookie(browser.cookieHeader().substring("sid=".length()));
        var redis = instances.store().redis();
        var name = redis.keys("tripod:*" + SessionKey.of(cookie).value())
                .iterator()
                .next();
        try {
            return ((ObjectNode) JSON.readTree(redis.get(name))).without("idleEnd");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
