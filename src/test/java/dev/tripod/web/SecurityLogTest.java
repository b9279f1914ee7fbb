package dev.tripod.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.ApiClient;
import dev.tripod.testing.TripodServer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SecurityLogTest {
    private final Logger logger = Logger.getLogger(SecurityLog.class.getName());
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            log.add(new SimpleFormatter().formatMessage(entry));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private TripodServer server;

    @BeforeEach
    void listen() {
        server = TripodServer.start();
        logger.addHandler(handler);
    }

    @AfterEach
    void stop() {
        logger.removeHandler(handler);
        server.close();
    }

    @Test
    void notesARefusalOnceWithHashAddressAndOutcomeAndWithoutTheCookie() {
        var client = new ApiClient(server);
        client.post("/api/sessions", "");
        var refused = client.with("Origin", "https://evil.example").delete("/api/sessions/current");

        var secret = client.cookie().substring("sid=".length());
        assertThat(log).singleElement().satisfies(line -> assertThat(line)
                .matches(
                        "Refused DELETE /api/sessions/current as CROSS_ORIGIN: session [\\w-]{8}…, address .*, request .*")
                .endsWith(refused.json().path("requestId").asText())
                .doesNotContain(secret.substring(0, 8)));
    }

    @Test
    void keepsOneLineAndNoLongIdWhateverThePath() {
        new ApiClient(server).get("/api/pairings/AAAAAAAAAAAAAAAAAAAAAA%0d%0aFORGED");

        assertThat(log).allSatisfy(line -> assertThat(line).doesNotContain("\n", "\r", "AAAAAAAA"));
    }

    @Test
    void staysQuietWhenAllIsWell() {
        var client = new ApiClient(server);
        client.post("/api/sessions", "");
        client.get("/api/sessions/current");
        client.delete("/api/sessions/current");

        assertThat(log).isEmpty();
    }
}
