package dev.tripod.status;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tripod.config.Settings;
import dev.tripod.problem.Problem;
import dev.tripod.problem.ProblemException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokensTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final String READ_ONLY = "fedcba9876543210fedcba9876543210";

    private final BearerTokens tokens =
            new BearerTokens(Settings.read(Map.of("TRIPOD_API_TOKEN", TOKEN, "TRIPOD_API_READONLY_TOKEN", READ_ONLY)));

    @ParameterizedTest
    @ValueSource(strings = {"Bearer " + TOKEN, "bearer " + TOKEN, "Bearer " + READ_ONLY})
    void letsTheRightTokensThrough(String authorization) {
        assertThatCode(() -> tokens.require(authorization)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"Bearer", "Bearer ", "Basic " + TOKEN, "Bearer x" + TOKEN, TOKEN})
    void refusesAllOthers(String authorization) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> tokens.require(authorization))
                .extracting(ProblemException::problem)
                .isEqualTo(Problem.TOKEN_MISSING);
    }

    @Test
    void wantsNoneWhenNoneIsConfigured() {
        assertThatCode(() -> new BearerTokens(Settings.read(Map.of())).require(null))
                .doesNotThrowAnyException();
    }
}
