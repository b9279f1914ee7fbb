package dev.tripod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.Browser;
import dev.tripod.testing.TripodServer;
import org.junit.jupiter.api.Test;

class TripodServerTest {
    @Test
    void answersAnUnknownCallWithAProblem() {
        try (var server = TripodServer.start()) {
            var answer = new Browser(server.uri("/")).get("/api/nothing");
            assertThat(answer.status()).as(answer.text()).isEqualTo(404);
            assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        }
    }
}
