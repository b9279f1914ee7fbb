package dev.tripod.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogTextTest {
    @Test
    void leavesPlainTextAlone() {
        assertThat(LogText.clean("http://example.org/ü")).isEqualTo("http://example.org/ü");
    }

    @Test
    void escapesWhatWouldForgeALineOrColourIt() {
        var forged = "x" + (char) 13 + (char) 10 + "ERROR" + (char) 27 + "[0m" + (char) 0x202e;

        assertThat(LogText.clean(forged)).isEqualTo("x\\u000d\\u000aERROR\\u001b[0m\\u202e");
    }

    @Test
    void cutsLongText() {
        assertThat(LogText.clean("y".repeat(5_000))).hasSize(121).endsWith("…");
    }
}
