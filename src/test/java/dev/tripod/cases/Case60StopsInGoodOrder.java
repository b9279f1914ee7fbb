package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.RoomSocket;
import dev.tripod.testing.Timings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** That writing back ends after two seconds is shown by {@code WriteBackTest.goesOnForTwoSecondsAtMostWhenItStops}. */
@Case(60)
class Case60StopsInGoodOrder {
    private static final Duration STOP = Duration.ofSeconds(10);

    /** What is not written yet is written, though at the usual pace it would take longer. */
    @Test
    void whatIsPendingIsWrittenAndSocketsAreToldThatItGoes(@ToHarm Instances both) {
        var desk = Regular.at(both.a());
        var room = desk.browser().post("/api/rooms", "{}").json().path("id").asText();
        var socket = RoomSocket.enter(both.a(), desk.browser(), room);
        var crowd = Crowd.at(both.a(), 100);
        crowd.write();
        both.wayOfA().cut();
        var last = crowd.write();
        Health.await(both.a(), "degraded");
        assertThat(Health.of(both.a()).pending()).isGreaterThanOrEqualTo(100);
        both.wayOfA().mend();
        Health.await(both.a(), "shared");

        var took = stopA(both);

        try {
            assertThat(socket.closeCode()).isIn(1001, 1012);
            System.out.printf("Case 60: stopped in %d ms%n", took.toMillis());
            assertThat(took).isLessThan(STOP);
            var seen = new Crowd(crowd.people().stream()
                    .map(person -> person.moved(both.b()))
                    .toList());
            assertThat(seen.values()).isEqualTo(last);
        } finally {
            both.startA();
        }
    }

    @Test
    void aStoreThatIsSilentDoesNotHoldItUp(@ToHarm Instances both) {
        var crowd = Crowd.at(both.a(), 20);
        var desk = Regular.at(both.a());
        var room = desk.browser().post("/api/rooms", "{}").json().path("id").asText();
        var socket = RoomSocket.enter(both.a(), desk.browser(), room);
        crowd.write();
        both.wayOfA().stall();

        crowd.write();
        var pending = Health.of(both.a()).pending();
        var took = stopA(both);

        try {
            assertThat(pending).isPositive();
            assertThat(socket.closeCode()).isIn(1001, 1012);
            System.out.printf("Case 60: stopped in %d ms with a silent store%n", took.toMillis());
            assertThat(took).isLessThan(STOP);
        } finally {
            both.wayOfA().flow();
            both.startA();
        }
        Timings.until(() -> Health.of(both.a()).store().equals("shared"));
    }

    private static Duration stopA(Instances both) {
        var begin = System.nanoTime();
        both.stopA();
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
