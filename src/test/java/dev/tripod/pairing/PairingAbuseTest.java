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

import dev.tripod.config.Settings;
import dev.tripod.testing.ApiClient;
import dev.tripod.testing.ManualClock;
import dev.tripod.testing.TripodServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PairingAbuseTest {
    private static final String UNKNOWN_TOKEN = "\"token\":\"AAAAAAAAAAAAAAAAAAAAAA\"";
    private static final String WRONG_CODE = "\"code\":\"ZZZZ-ZZZZ\"";

    private static final ManualClock CLOCK = new ManualClock();
    private static TripodServer server;

    private final Pairings pairings = new Pairings(server);
    private final ApiClient phone = pairings.phone();
    private ApiClient desktop = phone;

    @BeforeAll
    static void start() {
        server = TripodServer.start(Settings.read(Map.of("TRIPOD_TRUSTED_PROXIES", "1")), CLOCK);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void forgetLimits() {
        CLOCK.advance(Duration.ofMinutes(2));
        desktop = pairings.desktop();
    }

    @Test
    void refusesTheSixthWrongCodeOfAnAddress() {
        var offer = offer(desktop);
        for (var i = 0; i < 5; i++) {
            assertThat(look(phone, WRONG_CODE).problem()).isEqualTo("pairing-unknown");
        }

        var sixth = claim(phone, WRONG_CODE, claimId());
        assertThat(sixth.status()).isEqualTo(429);
        assertThat(sixth.header("Retry-After")).contains("60");
        assertThat(look(phone, byCode(offer)).status()).isEqualTo(429);
        assertThat(claim(phone, byToken(offer), claimId()).status()).isEqualTo(200);
    }

    @Test
    void refusesTheSixtyFirstWrongCodeOfAll() {
        for (var address = 0; address < 60; address++) {
            phone.with("X-Forwarded-For", "192.0.2." + address);
            assertThat(look(phone, WRONG_CODE).status()).isEqualTo(404);
        }
        phone.with("X-Forwarded-For", "192.0.2.60");
        assertThat(look(phone, WRONG_CODE).status()).isEqualTo(429);
        assertThat(look(phone, byToken(offer(desktop))).status()).isEqualTo(200);
    }

    @Test
    void letsNoNumberOfSimultaneousGuessesThrough() {
        var answers = IntStream.range(0, 50)
                .parallel()
                .mapToObj(i -> look(pairings.phone(), WRONG_CODE).status())
                .toList();

        assertThat(answers).containsOnly(404, 429);
        assertThat(answers.stream().filter(status -> status == 404)).hasSize(5);
    }

    @Test
    void neverCountsRightCodes() {
        var code = byCode(offer(desktop));

        assertThat(Stream.generate(() -> look(phone, code).status()).limit(20)).containsOnly(200);
    }

    @Test
    void letsRightCodesNotStandInEachOthersWay() {
        var code = byCode(offer(desktop));
        var answers = IntStream.range(0, 50)
                .parallel()
                .mapToObj(i -> look(pairings.phone(), code).status())
                .toList();

        assertThat(answers).containsOnly(200);
    }

    @Test
    void limitsUnknownTokensByThemselves() {
        assertThat(Stream.generate(() -> look(phone, UNKNOWN_TOKEN).status()).limit(60))
                .containsOnly(404);
        assertThat(look(phone, UNKNOWN_TOKEN).status()).isEqualTo(429);
        assertThat(look(phone, WRONG_CODE).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"token\":\"short\"",
                "\"token\":\"../../../../../../../..\"",
                "\"token\":\"AAAAAAAAAAAAAAAAAAAAA\\u0000\"",
                "\"token\":\"\"",
                "\"code\":\"\"",
                "\"code\":\"nonsense\"",
            })
    void knowsNoMalformedSecret(String secret) {
        assertThat(look(phone, secret).problem()).isEqualTo("pairing-unknown");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|400",
                "{'token':'AAAAAAAAAAAAAAAAAAAAAA','code':'ZZZZ-ZZZZ'}|400",
                "{'token':7}|400",
                "{'token':['AAAAAAAAAAAAAAAAAAAAAA']}|400",
                "[]|400",
                "null|400",
                "{|400",
            })
    void refusesOtherBodies(String body, int status) {
        assertThat(phone.post("/api/pairings/lookup", body.replace('\'', '"')).status())
                .isEqualTo(status);
        assertThat(phone.post("/api/pairings/claim", body.replace('\'', '"')).status())
                .isEqualTo(status);
    }

    @Test
    void wantsAClaimId() {
        assertThat(claim(phone, byToken(offer(desktop)), "short").problem()).isEqualTo("invalid");
    }

    @Test
    void changesNothingByGetAndHead() {
        var offer = offer(desktop);
        for (var method : List.of("GET", "HEAD")) {
            for (var path : List.of("/api/pairings/claim", "/api/pairings/lookup")) {
                assertThat(phone.call(method, path + "?token=" + token(offer), "")
                                .status())
                        .isEqualTo(405);
            }
        }
        assertThat(claim(phone, byToken(offer), claimId()).status()).isEqualTo(200);
    }

    @Test
    void ignoresAForeignRoomAndRoleInAClaim() {
        var offer = offer(desktop);
        var body = "{%s,\"claimId\":\"%s\",\"name\":\"x\",\"room\":\"%s\",\"role\":\"desktop\"}"
                .formatted(byToken(offer), claimId(), "A".repeat(22));

        var joined = phone.post("/api/pairings/claim", body).json();
        assertThat(joined.path("room")).isEqualTo(offer.path("room"));
        assertThat(joined.path("role").asText()).isEqualTo("camera");
    }

    @Test
    void showsAPairingToItsOwnerAlone() {
        var path = path(offer(desktop));
        var other = pairings.desktop();

        for (var suffix : List.of("", "/qr.svg", "/qr.png")) {
            assertThat(other.get(path + suffix).status()).isEqualTo(404);
            assertThat(phone.get(path + suffix).status()).isEqualTo(401);
        }
        assertThat(other.delete(path).status()).isEqualTo(404);
        assertThat(desktop.get("/api/pairings/x").status()).isEqualTo(404);
        assertThat(desktop.get(path).body()).isEqualTo("{\"state\":\"pending\",\"expiresInMs\":120000}");
    }

    @Test
    void keepsCamerasFromInviting() {
        var offer = offer(desktop);
        claim(phone, byToken(offer), claimId());

        assertThat(phone.post("/api/pairings", "{}").status()).isEqualTo(403);
    }

    @Test
    void invitesOnlyIntoOwnRooms() {
        var room = offer(desktop).path("room").asText();
        var viewer = pairings.phone();
        claim(viewer, byToken(offer(desktop, room, "viewer")), claimId());
        var body = "{\"room\":\"%s\"}".formatted(room);

        assertThat(viewer.post("/api/pairings", body).status()).isEqualTo(403);
        assertThat(pairings.desktop().post("/api/pairings", body).problem()).isEqualTo("room-unknown");
        assertThat(desktop.post("/api/pairings", "{\"room\":\"../x\"}").problem())
                .isEqualTo("room-unknown");
        assertThat(desktop.post("/api/pairings", "{\"role\":\"desktop\"}").problem())
                .isEqualTo("invalid");
    }

    @Test
    void keepsTheDesktopFromBeingItsOwnCamera() {
        var offer = offer(desktop);

        assertThat(claim(desktop, byToken(offer), claimId()).problem()).isEqualTo("forbidden");
        assertThat(claim(phone, byToken(offer), claimId()).status()).isEqualTo(200);
    }
}
