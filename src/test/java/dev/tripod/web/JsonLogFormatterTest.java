package dev.tripod.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class JsonLogFormatterTest {
    private static JsonNode written(LogRecord entry) throws IOException {
        var line = new JsonLogFormatter().format(entry);
        assertThat(line).endsWith("\n");
        assertThat(line.strip()).doesNotContain("\n", "\r", "\u001b");
        return new ObjectMapper().readTree(line);
    }

    private static LogRecord entry(Level level, String message, Object... parameters) {
        var entry = new LogRecord(level, message);
        entry.setLoggerName("dev.tripod.Some");
        entry.setInstant(Instant.parse("2026-01-01T00:00:00.5Z"));
        entry.setParameters(parameters);
        return entry;
    }

    @Test
    void writesWhatHappenedWhenAndWhere() throws IOException {
        var line = written(entry(Level.INFO, "Instance {0} is gone", "a1"));

        assertThat(line.path("time").asText()).isEqualTo("2026-01-01T00:00:00.500Z");
        assertThat(line.path("level").asText()).isEqualTo("INFO");
        assertThat(line.path("logger").asText()).isEqualTo("dev.tripod.Some");
        assertThat(line.path("message").asText()).isEqualTo("Instance a1 is gone");
        assertThat(line.path("thread").asText())
                .isEqualTo(Thread.currentThread().getName());
        assertThat(line.has("requestId")).isFalse();
    }

    @Test
    void keepsEveryEntryOnALineOfItsOwn() throws IOException {
        var text = "one\r\ntwo \u001b[31mred\u001b[0m \"quoted\"";
        assertThat(written(entry(Level.WARNING, text)).path("message").asText()).isEqualTo(text);
    }

    @Test
    void writesTheWholeTraceOfAnException() throws IOException {
        var entry = entry(Level.SEVERE, "Failed");
        entry.setThrown(new IllegalStateException("outside", new IOException("inside")));

        var line = written(entry);

        assertThat(line.path("level").asText()).isEqualTo("ERROR");
        assertThat(line.path("exception").asText())
                .contains("IllegalStateException: outside", "Caused by: java.io.IOException: inside", "\tat ");
    }

    @Test
    void speaksOfLevelsAsTheCodeDoes() throws IOException {
        assertThat(written(entry(Level.FINE, "x")).path("level").asText()).isEqualTo("DEBUG");
        assertThat(written(entry(Level.FINEST, "x")).path("level").asText()).isEqualTo("TRACE");
    }
}
