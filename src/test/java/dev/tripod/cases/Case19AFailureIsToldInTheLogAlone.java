package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.ApiClient;
import dev.tripod.testing.LogCapture;
import dev.tripod.testing.TripodServer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The failure is forced by a clock that breaks. */
@Case(19)
class Case19AFailureIsToldInTheLogAlone {
    private static final String REASON = "the clock of case 19 has stopped";

    private final LogCapture log = LogCapture.ofAll();
    private final AtomicBoolean broken = new AtomicBoolean();

    @AfterEach
    void stopListening() {
        log.close();
    }

    private Instant now() {
        if (broken.get()) {
            throw new IllegalStateException(REASON);
        }
        return InstantSource.system().instant();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/html, */*"})
    void itIsAGeneric500AndOneStackTraceInTheLog(String accepted) {
        try (var server = TripodServer.start(Map.of(), this::now)) {
            var person = new ApiClient(server);
            person.post("/api/sessions", "{}");
            broken.set(true);

            var answer = person.with("Accept", accepted).get("/api/sessions/current");

            broken.set(false);
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.header("Content-Type").orElse("")).startsWith("application/problem+json");
            assertThat(answer.header("Set-Cookie")).isEmpty();
            assertThat(answer.header("Cache-Control")).hasValue("no-store");
            assertThat(answer.header("Content-Security-Policy").orElse("")).contains("default-src 'self'");
            var id = answer.json().path("requestId").asText();
            assertThat(answer.json().properties())
                    .extracting(Map.Entry::getKey)
                    .containsExactlyInAnyOrder("type", "title", "status", "detail", "requestId");
            assertThat(answer.json().path("detail").asText()).isEqualTo("Something went wrong here");
            assertThat(id).matches("[A-Za-z0-9_-]{16}");
            assertThat(answer.header("X-Request-Id")).hasValue(id);
            assertThat(answer.body()).doesNotContain("Exception", "dev.tripod", REASON, "\tat ", ".java");
            assertThat(log.entries())
                    .filteredOn(entry -> entry.getThrown() != null
                            && String.valueOf(entry.getMessage()).contains(id))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.getThrown()).hasStackTraceContaining(REASON));
        }
    }
}
