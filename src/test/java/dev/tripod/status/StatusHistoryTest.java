package dev.tripod.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tripod.testing.ApiClient;
import dev.tripod.testing.ManualClock;
import dev.tripod.testing.TestSettings;
import dev.tripod.testing.TripodServer;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The hour that an instance remembers, by a clock that the test moves. */
class StatusHistoryTest {
    private final ManualClock clock = new ManualClock();
    private final TripodServer server = TripodServer.start(TestSettings.DEFAULTS, clock);
    private final ApiClient client = new ApiClient(server);

    @AfterEach
    void stop() {
        server.close();
    }

    private JsonNode hour() {
        return client.get("/api/status").json().path("hour");
    }

    private int[] sessions() {
        return StreamSupport.stream(hour().path("sessions").spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
    }

    @Test
    void beginsWithTheStartAndThePresent() {
        assertThat(sessions()).containsExactly(0, 0);
    }

    @Test
    void hasAPointForEachMinuteAndOneForNow() {
        new ApiClient(server).post("/api/sessions", "{}");
        clock.advance(Duration.ofSeconds(59));
        assertThat(sessions()).containsExactly(0, 1);

        clock.advance(Duration.ofSeconds(1));
        assertThat(sessions()).containsExactly(0, 1, 1);
        new ApiClient(server).post("/api/sessions", "{}");
        clock.advance(Duration.ofMinutes(1));
        assertThat(sessions()).containsExactly(0, 1, 2, 2);
    }

    @Test
    void fillsMinutesInWhichNobodyLooked() {
        new ApiClient(server).post("/api/sessions", "{}");
        clock.advance(Duration.ofMinutes(10));

        assertThat(sessions()).hasSize(12).startsWith(0, 1).endsWith(1, 1);
    }

    @Test
    void remembersNoMoreThanAnHour() {
        IntStream.range(0, 90).forEach(minute -> {
            clock.advance(Duration.ofMinutes(1));
            sessions();
        });
        assertThat(sessions()).hasSize(60);
        clock.advance(Duration.ofDays(3));
        assertThat(sessions()).hasSize(60);
        assertThat(hour().path("commands")).hasSize(60).allMatch(count -> count.asInt() == 0);
    }

    @Test
    void forgetsSessionsThatWereNotUsedForTheirIdleTime() {
        new ApiClient(server).post("/api/sessions", "{}");
        clock.advance(Duration.ofMinutes(59));
        assertThat(sessions()).endsWith(1);
        clock.advance(Duration.ofMinutes(2));
        assertThat(sessions()).endsWith(0);
    }

    @Test
    void countsPairingsThatWaitForAPhone() {
        client.post("/api/sessions", "{}");
        client.post("/api/pairings", "{}");
        assertThat(hour().path("pairings").path(1).asInt()).isEqualTo(1);
    }
}
