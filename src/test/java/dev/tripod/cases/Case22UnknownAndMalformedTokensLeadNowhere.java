package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.Timings;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Case(22)
class Case22UnknownAndMalformedTokensLeadNowhere {
    private static final List<String> ACTIONS = List.of("lookup", "claim");

    private final Instances both;

    Case22UnknownAndMalformedTokensLeadNowhere(Instances both) {
        this.both = both;
    }

    @Test
    void aTokenThatNobodyMadeIs404() {
        for (var server : List.of(both.a(), both.b())) {
            for (var action : ACTIONS) {
                assertThat(status(server, action, "\"AAAAAAAAAAAAAAAAAAAAAA\"")).isEqualTo(404);
            }
        }
    }

    static Stream<String> malformed() {
        return Stream.of(
                "\"\"",
                "\"short\"",
                "\"AAAAAAAAAAAAAAAAAAAAA\"",
                "\"AAAAAAAAAAAAAAAAAAAAAAA\"",
                "\"../../../../../../../..\"",
                "\"AAAAAAAAAAAAAAAAAAAAA%00\"",
                "\"AAAAAAAAAAAAAAAAAAAAA\\u0000\"",
                "\"AAAAAAAAAAAAAAAAAAAAA\\n\"",
                "\"ÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜÄ\"",
                "\"" + "A".repeat(5_000) + "\"",
                "7",
                "null",
                "[\"AAAAAAAAAAAAAAAAAAAAAA\"]",
                "{\"token\":\"AAAAAAAAAAAAAAAAAAAAAA\"}");
    }

    @ParameterizedTest
    @MethodSource
    void malformed(String token) {
        for (var action : ACTIONS) {
            // Until the instances have nothing else to ask of the store in the meantime.
            Timings.until(() -> {
                var before = both.store().commands();
                assertThat(status(both.a(), action, token)).isIn(400, 404);
                return both.store().commands().since(before).total() == 0;
            });
        }
    }

    private static int status(URI server, String action, String token) {
        var body = "{\"token\":%s,\"claimId\":\"claim-of-case-22-000000\",\"name\":\"Pixel\"}".formatted(token);
        return Phones.post(server, action, body).status();
    }
}
