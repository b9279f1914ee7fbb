package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.Browser;
import dev.tripod.testing.Timings;
import java.net.URI;

/** What {@code /health/ready} says of an instance; it answers 200 whatever happens. */
record Health(String store, String reason, String since, int pending) {
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
        await(instance, "shared");
        Timings.until(() -> of(instance).pending() == 0);
    }
}
