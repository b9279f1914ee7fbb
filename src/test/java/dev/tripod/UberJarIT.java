package dev.tripod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tripod.testing.Browser;
import dev.tripod.testing.RoomSocket;
import dev.tripod.testing.ServerProcess;
import dev.tripod.testing.SharedServer;
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

        assertThat(browser.get("/metrics").status()).isIn(CLOSED);
        assertThat(browser.get("/openapi").status()).isIn(CLOSED);
        assertThat(browser.get("/health").status()).isEqualTo(404);
        assertThat(browser.get("/").response().headers().map()).doesNotContainKeys("server", "x-powered-by");
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
