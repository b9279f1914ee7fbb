package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.ManualClock;
import dev.tripod.testing.Timings;
import dev.tripod.testing.TripodServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * By a clock that is moved by hand. Others on other instances hear of it as of any leaving, which
 * {@code dev.tripod.room.RoomsOverInstancesTest} shows.
 */
@Case(41)
class Case41AClientThatVanishesIsGoneOnce {
    private static final Duration BETWEEN_PINGS = Duration.ofSeconds(25);
    private static final Duration GRACE = Duration.ofSeconds(15);

    @Test
    void twoMissedPingsAndItsGraceLater() throws IOException {
        var clock = new ManualClock();
        try (var server = TripodServer.start(Map.of(), clock)) {
            var uri = server.uri("");
            var studio = Studio.at(uri);
            var desk = studio.enter(uri, studio.desktop());
            var gone = new RawSocket(uri, studio.guest(uri, "viewer"), studio.room(), "192.0.2.41");
            gone.say("{\"type\":\"hello\"}");
            desk.next("joined");
            for (var pings = 1; pings <= 2; pings++) {
                clock.advance(BETWEEN_PINGS);
                desk.awaitPings(pings);
                assertThat(desk.rest())
                        .filteredOn(frame -> Studio.type(frame).equals("left"))
                        .isEmpty();
                assertThat(Figures.sockets(uri)).isEqualTo(2);
            }
            clock.advance(BETWEEN_PINGS);
            Timings.until(() -> Figures.sockets(uri) == 1);
            clock.advance(GRACE.minusSeconds(1));
            assertThat(desk.rest()).isEmpty();
            assertThat(studio.shownBy(uri, "viewer")).containsExactly("Pixel");

            clock.advance(Duration.ofSeconds(2));
            assertThat(desk.next("left").path("reason").asText()).isEqualTo("vanished");
            assertThat(studio.shownBy(uri, "viewer")).isEmpty();
            for (var pings = 4; pings <= 6; pings++) {
                clock.advance(BETWEEN_PINGS);
                desk.awaitPings(pings);
                assertThat(desk.rest()).isEmpty();
            }
            desk.close();
            gone.close();
        }
    }
}
