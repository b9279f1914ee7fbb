package dev.tripod.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.config.Settings;
import dev.tripod.testing.ApiClient;
import dev.tripod.testing.TestSettings;
import dev.tripod.testing.TripodServer;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What changes when the public URL is configured and https. */
class PublicUrlTest {
    private static final String URL = "https://tripod.example";

    private static TripodServer server;

    private final ApiClient client = new ApiClient(server);

    @BeforeAll
    static void start() {
        var http = new Settings.Http(Optional.of(URI.create(URL)), List.of(), 0);
        server = TripodServer.start(TestSettings.with(http), InstantSource.system());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void makesTheCookieSecureAndBoundToTheHost() {
        assertThat(client.post("/api/sessions", "").header("Set-Cookie").orElse(""))
                .matches("__Host-sid=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000; Secure");
    }

    @Test
    void tellsBrowsersToStayWithHttps() {
        assertThat(client.get("/api/nothing").header("Strict-Transport-Security"))
                .isPresent();
        assertThat(client.get("/nothing").header("Strict-Transport-Security")).isPresent();
    }

    @Test
    void takesItForTheOwnOriginWhateverTheRequestSays() {
        client.post("/api/sessions", "");
        var current = "/api/sessions/current";
        client.with("X-Forwarded-Host", "evil.example").with("X-Forwarded-Proto", "http");

        assertThat(client.with("Origin", URL).patch(current, "{}").status()).isEqualTo(200);
        assertThat(client.with("Origin", server.uri("").toString())
                        .patch(current, "{}")
                        .status())
                .isEqualTo(403);
        assertThat(client.with("Origin", "http://evil.example")
                        .patch(current, "{}")
                        .status())
                .isEqualTo(403);
    }
}
