package dev.tripod.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class ConsoleLogFormatterTest {
    private static LogRecord entry() {
        var entry = new LogRecord(Level.SEVERE, "{0}\r\n\u001b[31m \\ ✓");
        entry.setLoggerName("org.some");
        entry.setParameters(new Object[] {"\"quoted\""});
        entry.setThrown(new IllegalStateException("gone\twrong"));
        return entry;
    }

    @Test
    void writesJsonThatAnybodyReads() throws IOException {
        var line = new ConsoleLogFormatter(true).format(entry());

        assertThat(line.strip()).doesNotContain("\n", "\r", "\u001b");
        var read = new ObjectMapper().readTree(line);
        assertThat(read.path("message").asText()).isEqualTo("\"quoted\"\r\n\u001b[31m \\ ✓");
        assertThat(read.path("level").asText()).isEqualTo("ERROR");
        assertThat(read.path("logger").asText()).isEqualTo("org.some");
        assertThat(read.path("exception").asText()).startsWith("java.lang.IllegalStateException: gone\twrong");
    }

    @Test
    void writesTextOtherwise() {
        assertThat(new ConsoleLogFormatter(false).format(entry()))
                .doesNotStartWith("{")
                .contains("\"quoted\"", "IllegalStateException");
    }
}
