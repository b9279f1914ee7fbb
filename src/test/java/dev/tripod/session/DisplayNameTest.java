package dev.tripod.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DisplayNameTest {
    @Test
    void keepsAnOrdinaryName() {
        assertThat(DisplayName.clean("Zoë’s 📱 phone")).contains("Zoë’s 📱 phone");
    }

    @Test
    void keepsMarkupAsTheTextItIs() {
        assertThat(DisplayName.clean("<b>x</b>")).contains("<b>x</b>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nb", "a\tb", "a \u2028 b", "\u0000 a   b\u0007", "a\u00a0b"})
    void makesOneLineOfAnyBlanks(String raw) {
        assertThat(DisplayName.clean(raw)).contains("a b");
    }

    @Test
    void dropsEscapesAndMarksThatTurnText() {
        assertThat(DisplayName.clean("\u001b[31mred\u202egnp.exe\u2066\u200f")).contains("[31mredgnp.exe");
    }

    @Test
    void cutsAfterSixtyFourCharactersAndNeverWithinOne() {
        assertThat(DisplayName.clean("x".repeat(10_000)).orElseThrow()).hasSize(64);
        assertThat(DisplayName.clean("x" + "📱".repeat(100)).orElseThrow()).isEqualTo("x" + "📱".repeat(31));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\n", "\u202e\u0000"})
    void isEmptyWhenNothingIsLeft(String raw) {
        assertThat(DisplayName.clean(raw)).isEmpty();
    }

    @Test
    void isEmptyForNoName() {
        assertThat(DisplayName.clean(null)).isEmpty();
    }
}
