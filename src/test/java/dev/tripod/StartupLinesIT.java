package dev.tripod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.ServerProcess;
import dev.tripod.testing.Timings;
import dev.tripod.testing.upstash.UpstashServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A store that says nothing, and none at all, at two starts that share the machine. That the start asks once and waits
 * for nothing is shown by {@code StartupLinesTest}.
 */
class StartupLinesIT {
    private static final Duration AT_MOST_LATER = Duration.ofSeconds(2);

    @Test
    void aStoreThatSaysNothingIsWarnedOfAndDelaysNoStart() {
        try (var store = UpstashServer.start()) {
            store.blackHole();
            var started = ServerProcess.uberJars(
                    List.of(
                            Map.of(),
                            Map.of(
                                    "UPSTASH_REDIS_REST_URL", store.uri().toString(),
                                    "UPSTASH_REDIS_REST_TOKEN", store.token())),
                    List.of(),
                    "-Xmx256m");
            try (var alone = started.get(0);
                    var waiting = started.get(1)) {
                System.out.printf(
                        "First answer after %d ms without a store, after %d ms with one that says nothing%n",
                        alone.startTime().toMillis(), waiting.startTime().toMillis());
                assertThat(waiting.startTime()).isLessThan(limit(alone.startTime()));
                assertThat(alone.log())
                        .contains("[STORAGE] No persistence configured - using in-memory storage only")
                        .doesNotContain("[UPSTASH]");
                Timings.until(() -> waiting.log().contains("[UPSTASH] Connection test warning: "));
                assertThat(waiting.log())
                        .containsSubsequence(
                                "[UPSTASH] Redis REST API configured",
                                "[UPSTASH] Connection test warning: there was no whole answer")
                        .doesNotContain("[STORAGE]", store.token());
            }
        }
    }

    /** Two seconds more; a quarter is the difference that other work on the machine makes to two equal starts. */
    private static Duration limit(Duration alone) {
        return alone.plus(AT_MOST_LATER).plus(alone.dividedBy(4));
    }
}
