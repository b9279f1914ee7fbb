package dev.tripod.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.ApiClient;
import dev.tripod.testing.LogCapture;
import dev.tripod.testing.TripodServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SecurityLogTest {
    private final TripodServer server = TripodServer.start();
    private final LogCapture log = LogCapture.of(SecurityLog.class);

    @AfterEach
    void stop() {
        log.close();
        server.close();
    }

    @Test
    void notesARefusalOnceWithHashAddressAndOutcomeAndWithoutTheCookie() {
        var client = new ApiClient(server);
        client.post("/api/sessions", "");
        var refused = client.with("Origin", "https://evil.example").delete("/api/sessions/current");

        var secret = client.cookie().substring("sid=".length());
        assertThat(log.texts()).singleElement().satisfies(line -> assertThat(line)
                .matches(
                        "Refused DELETE /api/sessions/current as CROSS_ORIGIN: session [\\w-]{8}…, address .*, request .*")
                .endsWith(refused.json().path("requestId").asText())
                .doesNotContain(secret.substring(0, 8)));
    }

    @Test
    void keepsOneLineAndNoLongIdWhateverThePath() {
        new ApiClient(server).get("/api/pairings/AAAAAAAAAAAAAAAAAAAAAA%0d%0aFORGED");

        assertThat(log.texts()).allSatisfy(line -> assertThat(line).doesNotContain("\n", "\r", "AAAAAAAA"));
    }

    @Test
    void staysQuietWhenAllIsWell() {
        var client = new ApiClient(server);
        client.post("/api/sessions", "");
        client.get("/api/sessions/current");
        client.delete("/api/sessions/current");

        assertThat(log.texts()).isEmpty();
    }
}
