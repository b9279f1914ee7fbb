package dev.tripod.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.CacheClient;
import dev.tripod.testing.TripodServer;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Without a token in the settings there is no cache API, whatever a caller shows. */
class ClosedCacheApiTest {
    @Test
    void isNotThereWithoutAToken() throws IOException {
        var settings = Map.of("TRIPOD_API_READONLY_TOKEN", CacheParties.READING);
        try (var server = TripodServer.start(settings, InstantSource.system())) {
            var client = new CacheClient(server.uri("/api/cache"), CacheParties.READING);
            assertThat(client.get("/ping").status()).isEqualTo(404);
            assertThat(client.run("GET", "a").status()).isEqualTo(404);
            assertThat(client.anonymous().get("/get/a").body()).startsWith("{\"error\":\"ERR ");
            assertThat(CacheClient.line(client.events("/subscribe/a"))).startsWith("{\"error\":\"ERR ");
        }
    }
}
