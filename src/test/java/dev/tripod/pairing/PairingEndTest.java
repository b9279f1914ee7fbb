package dev.tripod.pairing;

import static dev.tripod.pairing.Pairings.byCode;
import static dev.tripod.pairing.Pairings.byToken;
import static dev.tripod.pairing.Pairings.claim;
import static dev.tripod.pairing.Pairings.claimId;
import static dev.tripod.pairing.Pairings.look;
import static dev.tripod.pairing.Pairings.offer;
import static dev.tripod.pairing.Pairings.path;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tripod.config.Settings;
import dev.tripod.testing.ApiClient;
import dev.tripod.testing.Browser;
import dev.tripod.testing.QrReader;
import dev.tripod.testing.TripodServer;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With the real clock and the real timer. */
class PairingEndTest {
    private final TripodServer server = TripodServer.start(
            Settings.read(Map.of("TRIPOD_PAIRING_LIFETIME", "1s", "TRIPOD_PUBLIC_URL", "http://tripod.example")),
            InstantSource.system());
    private final Pairings pairings = new Pairings(server);
    private final ApiClient phone = pairings.phone();
    private ApiClient desktop = phone;

    @BeforeEach
    void startSession() {
        desktop = pairings.desktop();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void refusesACancelledPairing() {
        var offer = offer(desktop);

        assertThat(desktop.delete(path(offer)).status()).isEqualTo(204);
        assertThat(desktop.delete(path(offer)).status()).isEqualTo(204);
        assertThat(look(phone, byToken(offer)).problem()).isEqualTo("pairing-cancelled");
        assertThat(claim(phone, byToken(offer), claimId()).problem()).isEqualTo("pairing-cancelled");
        assertThat(claim(phone, byCode(offer), claimId()).problem()).isEqualTo("pairing-unknown");
        assertThat(desktop.get(path(offer) + "/qr.png").problem()).isEqualTo("pairing-cancelled");
    }

    @Test
    void cannotCancelWhatIsClaimed() {
        var offer = offer(desktop);
        claim(phone, byToken(offer), claimId());

        assertThat(desktop.delete(path(offer)).problem()).isEqualTo("pairing-taken");
        assertThat(desktop.get(path(offer) + "/qr.svg").problem()).isEqualTo("pairing-claimed");
        assertThat(look(pairings.phone(), byToken(offer)).problem()).isEqualTo("pairing-taken");
    }

    @Test
    void letsOneOfTwentyPhonesJoinOverHttp() {
        var offer = offer(desktop);
        var answers = IntStream.range(0, 20)
                .parallel()
                .mapToObj(
                        i -> claim(pairings.phone(), byToken(offer), claimId()).status())
                .toList();

        assertThat(answers).containsOnly(200, 409).containsOnlyOnce(200);
    }

    @Test
    void drawsTheLinkUnderThePublicAddressWhateverTheHostHeaderSays() throws Exception {
        desktop.with("Host", "evil.example").with("X-Forwarded-Host", "evil.example");
        var offer = offer(desktop);
        var link = offer.path("link").asText();
        assertThat(link).startsWith("http://tripod.example/camera#v1.");

        var browser = new Browser(server.uri("/"));
        var picture = browser.get(path(offer) + "/qr.png", "Cookie", desktop.cookie());
        assertThat(picture.header("Content-Type")).isEqualTo("image/png");
        assertThat(picture.header("Cache-Control")).isEqualTo("no-store");
        assertThat(QrReader.read(picture.response().body())).isEqualTo(link);
        var svg = desktop.get(path(offer) + "/qr.svg");
        assertThat(svg.header("Content-Type").orElseThrow()).startsWith("image/svg+xml");
    }

    @Test
    void wipesTheSecretWhenTheTimeIsUp() {
        var offer = offer(desktop);
        var records = server.bean(PairingRecords.class);
        var id = new PairingId(offer.path("id").asText());
        var patience = System.nanoTime() + 5_000_000_000L;
        while (records.find(id).orElseThrow().token().isPresent() && System.nanoTime() < patience) {
            Thread.onSpinWait();
        }

        assertThat(records.find(id).orElseThrow().state()).isEqualTo(PairingState.EXPIRED);
        assertThat(state(offer)).isEqualTo("expired");
        assertThat(claim(phone, byToken(offer), claimId()).problem()).isEqualTo("pairing-expired");
        assertThat(server.bean(PairingService.class).pending()).isZero();
    }

    private String state(JsonNode offer) {
        return desktop.get(path(offer)).json().path("state").asText();
    }
}
