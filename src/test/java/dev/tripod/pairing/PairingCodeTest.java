package dev.tripod.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairingCodeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1A0B-1C2D",
                "1a0b1c2d",
                " 1A0B 1C2D ",
                "IAOB-lC2D",
                "1 a o b – i c 2 d",
                "--1A0B\u00a01C2D\t",
            })
    void forgivesWhatPeopleTypeInstead(String typed) {
        assertThat(PairingCode.parse(typed)).contains(new PairingCode("1A0B-1C2D"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1A0B-1C2", "1A0B-1C2DE", "1A0B-1C2U", "1A0B-1C2$", "１A0B-1C2D"})
    void takesNothingElse(String typed) {
        assertThat(PairingCode.parse(typed)).isEmpty();
    }

    @Test
    void doesNotReadOverlongText() {
        assertThat(PairingCode.parse(" ".repeat(10_000) + "1A0B-1C2D")).isEmpty();
    }

    @Test
    void cannotBeWrong() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PairingCode("1a0b-1c2d"));
    }

    @Test
    void isRandomOverTheWholeAlphabet() {
        var codes = Stream.generate(PairingCode::random).limit(2_000).toList();

        assertThat(codes).doesNotHaveDuplicates();
        assertThat(codes.stream()
                        .flatMapToInt(code -> code.value().chars())
                        .boxed()
                        .collect(Collectors.toSet()))
                .hasSize(33);
    }

    @Test
    void hidesItselfFromLogs() {
        assertThat(new PairingCode("1A0B-1C2D")).hasToString("1A…");
    }
}
