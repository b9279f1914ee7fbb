package dev.tripod.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.ApiClient;
import dev.tripod.testing.ManualClock;
import dev.tripod.testing.TestSettings;
import dev.tripod.testing.TripodServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StatusApiTest {
    private static final ManualClock CLOCK = new ManualClock();
    private static final String STARTED = "2026-01-01T00:00:00Z";
    private static TripodServer server;

    private final ApiClient client = new ApiClient(server);

    @BeforeAll
    static void start() {
        server = TripodServer.start(TestSettings.DEFAULTS, CLOCK);
        CLOCK.advance(Duration.ofSeconds(5));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void isLive() {
        var answer = client.get("/health/live");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type").orElseThrow()).startsWith("application/json");
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.body()).isEqualTo("{\"live\":true}");
    }

    @Test
    void isReadyOnItsOwnStoreSinceItStarted() {
        var answer = client.get("/health/ready");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"store\":\"local\",\"since\":\"%s\",\"pending\":0}".formatted(STARTED));
    }

    @Test
    void knowsNoOtherHealth() {
        for (var path : new String[] {"/health", "/health/", "/health/other"}) {
            var answer = client.get(path);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.problem()).isEqualTo("not-found");
        }
    }

    @Test
    void showsItsFigures() {
        var status = client.get("/api/status").json();

        assertThat(status.path("version").asText()).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(status.path("startedAt").asText()).isEqualTo(STARTED);
        assertThat(status.path("uptimeMs").asLong()).isEqualTo(5_000);
        assertThat(status.path("store").path("store").asText()).isEqualTo("local");
        assertThat(status.path("memory").path("used").asLong()).isPositive();
    }

    @Test
    void tellsIceServersToWhoHasASession() {
        assertThat(client.get("/api/ice").status()).isEqualTo(401);
        client.post("/api/sessions", "{}");
        assertThat(client.get("/api/ice").body()).isEqualTo("{\"iceServers\":[]}");
    }
}
