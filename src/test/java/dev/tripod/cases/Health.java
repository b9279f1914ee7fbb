package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.Browser;
import dev.tripod.testing.Timings;
import dev.tripod.testing.upstash.Eventually;
import java.net.URI;
import java.time.Duration;

/** What {@code /health/ready} says of an instance; it answers 200 whatever happens. */
record Health(String store, String reason, String since, int pending) {
    /** At most, while the store does not answer. */
    private static final Duration BETWEEN_PROBES = Duration.ofSeconds(30);

    static Health of(URI instance) {
        var answer = new Browser(instance).get("/health/ready");
        assertThat(answer.status()).isEqualTo(200);
        var words = answer.json();
        return new Health(
                words.path("store").asText(),
                words.path("reason").asText(),
                words.path("since").asText(),
                words.path("pending").asInt());
    }

    /** Waits until the store's state is this one; ten seconds at most. */
    static void await(URI instance, String state) {
        Timings.until(() -> of(instance).store().equals(state));
    }

    /** Waits until the instance shares the store and has nothing left to write to it; ten seconds at most. */
    static void awaitCalm(URI instance) {
        Timings.until(() -> isCalm(instance));
    }

    /** The same after trouble that lasted, since probes have become rare. */
    static void awaitCalmAfterLong(URI instance) {
        Eventually.holds(BETWEEN_PROBES.plusSeconds(10), () -> isCalm(instance));
    }

    private static boolean isCalm(URI instance) {
        var now = of(instance);
        return now.store().equals("shared") && now.pending() == 0;
    }
}
