package dev.tripod.pairing;

import static dev.tripod.pairing.Pairings.byCode;
import static dev.tripod.pairing.Pairings.byToken;
import static dev.tripod.pairing.Pairings.claim;
import static dev.tripod.pairing.Pairings.claimId;
import static dev.tripod.pairing.Pairings.look;
import static dev.tripod.pairing.Pairings.offer;
import static dev.tripod.pairing.Pairings.path;
import static dev.tripod.pairing.Pairings.token;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tripod.room.Grant;
import dev.tripod.room.RoomId;
import dev.tripod.room.RoomService;
import dev.tripod.session.SessionId;
import dev.tripod.testing.ApiClient;
import dev.tripod.testing.ManualClock;
import dev.tripod.testing.TestSettings;
import dev.tripod.testing.TripodServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PairingApiTest {
    private static final ManualClock CLOCK = new ManualClock();
    private static TripodServer server;

    private final Pairings pairings = new Pairings(server);
    private final ApiClient desktop = pairings.desktop();
    private final ApiClient phone = pairings.phone();

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
        desktop.post("/api/sessions", "{}");
    }

    @Test
    void offersAPairing() {
        var answer = desktop.post("/api/pairings", "");
        var offer = answer.json();

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(offer.path("role").asText()).isEqualTo("camera");
        assertThat(offer.path("code").asText()).matches("[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}");
        assertThat(offer.path("link").asText())
                .isEqualTo(server.uri("/camera#v1." + token(offer)).toString());
        assertThat(offer.path("qr").asText()).isEqualTo(path(offer) + "/qr.svg");
        assertThat(offer.path("expiresInMs").asLong()).isEqualTo(120_000);
    }

    @Test
    void offersToViewersUnderAnotherLink() {
        var camera = offer(desktop);
        var viewer = offer(desktop, camera.path("room").asText(), "viewer");

        assertThat(viewer.path("link").asText()).contains("/room#v1.");
        assertThat(state(camera)).isEqualTo("pending");
    }

    @Test
    void wantsASession() {
        assertThat(phone.post("/api/pairings", "{}").status()).isEqualTo(401);
    }

    @Test
    void refusesTheEleventhOfferInAMinute() {
        for (var i = 0; i < 10; i++) {
            assertThat(desktop.post("/api/pairings", "{}").status()).isEqualTo(201);
        }
        var eleventh = desktop.post("/api/pairings", "{}");

        assertThat(eleventh.status()).isEqualTo(429);
        assertThat(eleventh.header("Retry-After")).contains("60");
    }

    @Test
    void cancelsTheOfferThatANewOneReplaces() {
        var first = offer(desktop);
        var second = offer(desktop, first.path("room").asText(), "camera");

        assertThat(claim(phone, byToken(first), claimId()).status()).isEqualTo(410);
        assertThat(claim(phone, byToken(second), claimId()).status()).isEqualTo(200);
    }

    @Test
    void showsThePhoneWhatItWouldJoinAndConsumesNothing() {
        var offer = offer(desktop);
        var seen = look(phone, byToken(offer)).json();

        assertThat(seen.path("desktop").asText()).isEqualTo("Desk");
        assertThat(seen.path("room")).isEqualTo(offer.path("room"));
        assertThat(seen.path("role").asText()).isEqualTo("camera");
        assertThat(seen.path("expiresInMs").asLong()).isEqualTo(120_000);
        assertThat(look(phone, byCode(offer)).json()).isEqualTo(seen);
        assertThat(state(offer)).isEqualTo("pending");
    }

    @Test
    void letsAPhoneJoinWithASessionOfItsOwn() {
        var offer = offer(desktop);
        var claimed = claim(phone, byToken(offer), claimId());

        assertThat(claimed.status()).as(claimed.body()).isEqualTo(200);
        assertThat(claimed.json().path("room")).isEqualTo(offer.path("room"));
        assertThat(claimed.json().path("desktop").asText()).isEqualTo("Desk");
        assertThat(phone.get("/api/sessions/current").json().path("kind").asText())
                .isEqualTo("camera");
        assertThat(phone.get(room(offer)).status()).isEqualTo(200);
        assertThat(state(offer)).isEqualTo("claimed");
    }

    @Test
    void letsAPhoneThatHasASessionKeepIt() {
        phone.post("/api/sessions", "{}");
        var cookie = phone.cookie();
        var claimed = claim(phone, byToken(offer(desktop)), claimId());

        assertThat(claimed.status()).isEqualTo(200);
        assertThat(phone.cookie()).isEqualTo(cookie);
    }

    @Test
    void repeatsAClaimWhoseAnswerWasLost() {
        var offer = offer(desktop);
        var claimId = claimId();
        claim(pairings.phone(), byToken(offer), claimId);

        for (var i = 0; i < 9; i++) {
            assertThat(claim(phone, byToken(offer), claimId).status()).isEqualTo(200);
        }
        assertThat(grants(offer)).hasSize(2);
        assertThat(claim(pairings.phone(), byToken(offer), claimId()).status()).isEqualTo(409);
    }

    @Test
    void repeatsAClaimByCodeToo() {
        var offer = offer(desktop);
        var claimId = claimId();

        assertThat(claim(phone, byCode(offer), claimId).status()).isEqualTo(200);
        assertThat(claim(phone, byCode(offer), claimId).status()).isEqualTo(200);
        assertThat(claim(pairings.phone(), byCode(offer), claimId()).status()).isEqualTo(404);
    }

    @Test
    void doesNotReviveASessionThatThePhoneEnded() {
        var offer = offer(desktop);
        var claimId = claimId();
        claim(phone, byToken(offer), claimId);
        phone.delete("/api/sessions/current");

        assertThat(claim(phone, byToken(offer), claimId).status()).isEqualTo(409);
    }

    @Test
    void ends() {
        var offer = offer(desktop);
        CLOCK.advance(Duration.ofMillis(119_500));
        assertThat(look(phone, byToken(offer)).status()).isEqualTo(200);
        CLOCK.advance(Duration.ofSeconds(1));

        assertThat(claim(phone, byToken(offer), claimId()).status()).isEqualTo(410);
        assertThat(claim(phone, byCode(offer), claimId()).status()).isEqualTo(404);
        assertThat(state(offer)).isEqualTo("expired");
        assertThat(desktop.get(path(offer) + "/qr.svg").status()).isEqualTo(410);
    }

    @Test
    void doesNotBringBackACameraThatWasReplaced() {
        var offer = offer(desktop);
        var claimId = claimId();
        claim(phone, byToken(offer), claimId);
        var next = pairings.phone();
        claim(next, byToken(offer(desktop, offer.path("room").asText(), "camera")), claimId());

        assertThat(claim(phone, byToken(offer), claimId).problem()).isEqualTo("forbidden");
        assertThat(phone.get(room(offer)).status()).isEqualTo(404);
        assertThat(next.get(room(offer)).status()).isEqualTo(200);
    }

    @Test
    void doesNotBringBackAPhoneThatWasRemovedUnlessItIsInvitedAgain() {
        var offer = offer(desktop);
        var claimId = claimId();
        claim(phone, byToken(offer), claimId);
        desktop.delete(room(offer) + "/participants/"
                + grants(offer).get(1).participant().value());

        assertThat(claim(phone, byToken(offer), claimId).problem()).isEqualTo("forbidden");
        var again = offer(desktop, offer.path("room").asText(), "camera");
        assertThat(claim(phone, byToken(again), claimId()).status()).isEqualTo(200);
    }

    private List<Grant> grants(JsonNode offer) {
        var owner = new SessionId(
                desktop.get("/api/sessions/current").json().path("id").asText());
        return server.bean(RoomService.class)
                .require(new RoomId(offer.path("room").asText()), owner)
                .grants();
    }

    private String state(JsonNode offer) {
        return desktop.get(path(offer)).json().path("state").asText();
    }

    private static String room(JsonNode offer) {
        return "/api/rooms/" + offer.path("room").asText();
    }
}
