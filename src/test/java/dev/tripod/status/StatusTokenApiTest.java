package dev.tripod.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.config.Settings;
import dev.tripod.testing.ApiClient;
import dev.tripod.testing.TripodServer;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusTokenApiTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    @Test
    void guardsTheFiguresAndNotTheHealth() {
        var settings = Settings.read(Map.of("TRIPOD_API_TOKEN", TOKEN));
        try (var server = TripodServer.start(settings, InstantSource.system())) {
            var client = new ApiClient(server);

            var refused = client.get("/api/status");
            assertThat(refused.problem()).isEqualTo("token-missing");
            assertThat(refused.header("WWW-Authenticate")).contains("Bearer");
            assertThat(client.get("/metrics").problem()).isEqualTo("token-missing");
            assertThat(client.get("/health/ready").status()).isEqualTo(200);
            client.with("Authorization", "Bearer " + TOKEN);
            assertThat(client.get("/api/status").status()).isEqualTo(200);
            assertThat(client.get("/metrics").status()).isEqualTo(200);
        }
    }
}
