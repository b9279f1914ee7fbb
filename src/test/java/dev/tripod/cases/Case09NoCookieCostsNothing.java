package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** On one instance with nobody else on its store, so that commands can be counted. */
@Case(9)
class Case09NoCookieCostsNothing {
    private static final int GETS = 10_000;
    private static final int CONNECTIONS = 100;
    private static final Pattern GOOD_ANSWER = Pattern.compile("HTTP/1\\.1 [2-4]\\d\\d");

    /** Pages, files, the interface with and without a session needed, health, and what is not there. */
    private static final List<String> PATHS = List.of(
            "/",
            "/camera",
            "/room",
            "/status",
            "/js/pages/desktop.js",
            "/css/base.css",
            "/icons/sprite.svg",
            "/health/live",
            "/health/ready",
            "/api/ice",
            "/api/sessions/current",
            "/api/rooms/aaaaaaaaaaaaaaaaaaaaaa",
            "/api/pairings/" + "a".repeat(43),
            "/api/pairings/" + "a".repeat(43) + "/qr.svg",
            "/api/cache/get/x",
            "/api/nothing",
            "/nothing");

    /** Those that take much longer, so that they are asked for less often. */
    private static final List<String> LONG_ANSWERS = List.of("/openapi.json", "/metrics", "/api/status");

    @Test
    void tenThousandGetsSetNoCookieAndRunNoCommand() {
        try (var instance = QuietInstance.start()) {
            var cost = instance.price(() -> {
                for (var connection = 0; connection < CONNECTIONS; connection++) {
                    var answers = BareHttp.pipelined(instance.uri(), paths(connection));
                    assertThat(GOOD_ANSWER.matcher(answers).results()).hasSize(GETS / CONNECTIONS);
                    assertThat(answers).doesNotContainIgnoringCase("\nset-cookie");
                }
            });

            assertThat(cost).isZero();
            assertThat(instance.store().redis().keys("*")).isEmpty();
        }
    }

    private static List<String> paths(int connection) {
        return IntStream.range(0, GETS / CONNECTIONS)
                .mapToObj(number -> number == 0
                        ? LONG_ANSWERS.get(connection % LONG_ANSWERS.size())
                        : PATHS.get((connection + number) % PATHS.size()))
                .toList();
    }
}
