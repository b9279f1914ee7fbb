package dev.tripod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tripod.testing.Browser;
import dev.tripod.testing.Exposition;
import dev.tripod.testing.RoomSocket;
import dev.tripod.testing.ServerProcess;
import dev.tripod.testing.SharedServer;
import dev.tripod.testing.Timings;
import java.io.UncheckedIOException;
import java.util.Map;
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

        assertThat(browser.get("/server-metrics").status()).isIn(CLOSED);
        assertThat(browser.get("/openapi").status()).isIn(CLOSED);
        assertThat(browser.get("/health").status()).isEqualTo(404);
        assertThat(browser.get("/").response().headers().map()).doesNotContainKeys("server", "x-powered-by");
    }

    @Test
    void servesItsOwnMetricsWherePayaraWouldServeItsOwn(ServerProcess server) {
        var metrics = new Exposition(new Browser(server.uri()).get("/metrics").text());

        assertThat(metrics.complaints()).isEmpty();
        assertThat(metrics.sum("tripod_store_state", "state", "local")).isEqualTo(1);
        assertThat(metrics.names()).contains("jvm_memory_used_bytes", "http_server_requests_seconds");
    }

    @Test
    void writesEveryLineOfItsLogAsJsonIfThatIsWanted() {
        try (var server = ServerProcess.uberJar(Map.of("TRIPOD_LOG_FORMAT", "json"), "-Xmx256m")) {
            var refused = new Browser(server.uri()).post("/api/sessions", "{}", "Origin", "https://evil.example");
            var id = refused.json().path("requestId").asText();

            Timings.until(() -> server.log().contains(id));
            assertThat(server.log().lines().map(UberJarIT::json))
                    .anyMatch(line -> line.path("message").asText().startsWith("Tripod is ready at"))
                    .anyMatch(line -> line.path("requestId").asText().equals(id))
                    .allMatch(line -> line.hasNonNull("time") && line.hasNonNull("level"));
        }
    }

    private static JsonNode json(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Not JSON: " + line, e);
        }
    }

    @Test
    void closesItsSocketsWith1012WhenItIsStopped() {
        RoomSocket socket;
        try (var server = ServerProcess.uberJar(Map.of(), "-Xmx256m")) {
            var browser = new Browser(server.uri());
            browser.post("/api/sessions", "{}");
            var room = browser.post("/api/rooms", "{}").json().path("id").asText();
            socket = RoomSocket.enter(server.uri(), browser, room);
        }
        assertThat(socket.closeCode()).isEqualTo(1012);
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
