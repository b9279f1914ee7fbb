package dev.tripod.store;

import static dev.tripod.store.StoreDialect.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "*, abc, true",
        "a*c, abbc, true",
        "a*c, abcd, false",
        "*b*, abc, true",
        "a?c, abc, true",
        "a?c, ac, false",
        "a[bx]c, abc, true",
        "a[^bx]c, abc, false",
        "a[a-c]c, abc, true",
        "a[c-a]c, abc, true",
        "a[d-f]c, abc, false",
        "a\\*c, abc, false",
        "a\\*c, a*c, true",
        "a[\\]]c, a]c, true",
        "[abc, a, true",
        "a, ab, false",
        "'', '', true",
        "'', a, false",
    })
    void matches(String pattern, String text, boolean expected) {
        assertThat(new Glob(bytes(pattern)).matches(bytes(text))).isEqualTo(expected);
    }

    @Test
    void staysQuickOnPatternsOfManyStars() {
        var pattern = new Glob(bytes("*a".repeat(40) + "b"));
        assertThat(pattern.matches(bytes("a".repeat(20_000)))).isFalse();
    }
}
