package dev.tripod.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tripod.testing.ApiClient;
import dev.tripod.testing.TripodServer;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.ConsoleHandler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log of the whole application in either format. */
class LogFormatTest {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    /** A console whose lines the test can read. */
    private final ConsoleHandler console = new ConsoleHandler() {
        @Override
        public synchronized void publish(LogRecord entry) {
            lines.add(getFormatter().format(entry));
        }
    };

    @BeforeEach
    void listen() {
        Logger.getLogger("").addHandler(console);
    }

    @AfterEach
    void stop() {
        Logger.getLogger("").removeHandler(console);
    }

    private static JsonNode json(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Not JSON: " + line, e);
        }
    }

    private static TripodServer server(String format) {
        return TripodServer.start(Map.of("TRIPOD_LOG_FORMAT", format), InstantSource.system());
    }

    @Test
    void writesJsonWithTheIdOfTheRequestThatTheAnswerTells() {
        try (var server = server("json")) {
            var refused = new ApiClient(server)
                    .with("Origin", "https://evil.example")
                    .with("Cookie", "sid=" + "a".repeat(43))
                    .post("/api/sessions/current/rotation", "{}");

            var id = refused.json().path("requestId").asText();
            assertThat(refused.header("X-Request-Id")).contains(id);
            assertThat(lines.stream().map(LogFormatTest::json))
                    .anySatisfy(line -> {
                        assertThat(line.path("message").asText()).startsWith("[STORAGE] No persistence");
                        assertThat(line.has("requestId")).isFalse();
                    })
                    .anySatisfy(line -> {
                        assertThat(line.path("logger").asText()).isEqualTo(SecurityLog.class.getName());
                        assertThat(line.path("requestId").asText()).isEqualTo(id);
                    });
        }
    }

    @Test
    void leavesTheLogAsItWasWhenItStops() {
        var before = Arrays.stream(Logger.getLogger("").getHandlers())
                .map(handler -> handler.getFormatter().getClass().getName())
                .toList();
        server("json").close();

        assertThat(Arrays.stream(Logger.getLogger("").getHandlers())
                        .map(handler -> handler.getFormatter().getClass().getName()))
                .hasSameElementsAs(before)
                .doesNotContain(JsonLogFormatter.class.getName());
    }

    @Test
    void writesTextAsLongAsNobodyWantsJson() {
        server("text").close();

        assertThat(lines).isNotEmpty().noneMatch(line -> line.startsWith("{"));
    }

    @Test
    void bringsItsOwnConsoleWhereTheServerHasNone() {
        var root = Logger.getLogger("");
        var others = root.getHandlers();
        Arrays.stream(others).forEach(root::removeHandler);
        try (var server = server("json")) {
            assertThat(server.uri("/")).isNotNull();
            assertThat(Logger.getLogger("dev.tripod").getHandlers())
                    .anyMatch(handler -> handler.getFormatter() instanceof JsonLogFormatter);
            assertThat(Logger.getLogger("dev.tripod").getUseParentHandlers()).isFalse();
        } finally {
            Arrays.stream(others).forEach(root::addHandler);
        }
        assertThat(Logger.getLogger("dev.tripod").getHandlers()).isEmpty();
        assertThat(Logger.getLogger("dev.tripod").getUseParentHandlers()).isTrue();
    }
}
