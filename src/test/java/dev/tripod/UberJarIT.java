package dev.tripod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tripod.testing.Browser;
import dev.tripod.testing.ServerProcess;
import dev.tripod.testing.SharedServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code java -jar tripod.jar}, as its users run it. */
@ExtendWith(SharedServer.class)
class UberJarIT {
    /** Payara keeps the paths of what is switched off. */
    private static final Object[] CLOSED = {403, 404};

    @Test
    void saysWhereDataIsKeptAndWhereItListens(ServerProcess server) {
        assertThat(server.log())
                .contains("[STORAGE] No persistence configured - using in-memory storage only")
                .contains("Tripod is ready at " + server.uri());
    }

    @Test
    void leavesNothingOfTheServersOwnOpen(ServerProcess server) {
        var browser = new Browser(server.uri());

        assertThat(browser.get("/metrics").status()).isIn(CLOSED);
        assertThat(browser.get("/openapi").status()).isIn(CLOSED);
        assertThat(browser.get("/health").status()).isEqualTo(404);
        assertThat(browser.get("/").response().headers().map()).doesNotContainKeys("server", "x-powered-by");
    }

    @Test
    void closesItsSocketsWith1012WhenItIsStopped() throws Exception {
        var http = HttpClient.newHttpClient();
        var closed = new CompletableFuture<Integer>();
        try (var server = ServerProcess.uberJar(Map.of(), "-Xmx256m")) {
            var browser = new Browser(server.uri());
            browser.post("/api/sessions", "{}");
            var room = browser.post("/api/rooms", "{}").json().path("id").asText();
            var socket = http.newWebSocketBuilder()
                    .subprotocols("tripod.v1")
                    .header("Origin", server.uri().toString())
                    .header("Cookie", browser.cookieHeader())
                    .buildAsync(
                            URI.create("ws" + server.uri().toString().substring(4) + "/ws/rooms/" + room),
                            new WebSocket.Listener() {
                                @Override
                                public CompletionStage<?> onClose(WebSocket closing, int code, String reason) {
                                    closed.complete(code);
                                    return CompletableFuture.completedFuture(null);
                                }
                            })
                    .get(10, TimeUnit.SECONDS);
            socket.sendText("{\"type\":\"hello\"}", true).get(10, TimeUnit.SECONDS);
        }
        assertThat(closed.get(5, TimeUnit.SECONDS)).isEqualTo(1012);
        assertThat(http)
                .as("held till here, since a client that is collected closes its sockets")
                .isNotNull();
    }

    @Test
    void doesNotStartWithFaultySettingsAndListsThemAll() {
        var faulty = Map.of("TRIPOD_SESSION_IDLE", "soon", "TRIPOD_PAIRING_LIFETIME", "later");

        assertThatThrownBy(() -> ServerProcess.uberJar(faulty).close())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("ended with status 1")
                .hasMessageContaining("Tripod cannot start: TRIPOD_SESSION_IDLE must be a duration")
                .hasMessageContaining("; TRIPOD_PAIRING_LIFETIME must be a duration");
    }
}
