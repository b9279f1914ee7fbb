package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.ApiClient;
import dev.tripod.testing.Browser;
import dev.tripod.testing.ManualClock;
import dev.tripod.testing.RoomSocket;
import dev.tripod.testing.Timings;
import dev.tripod.testing.TripodServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** To the millisecond where the clock is the test's own, and on two instances as time goes by. */
@Case(6)
class Case06SessionsEndWithSilenceAndWithAge {
    private static final String CURRENT = "/api/sessions/current";
    private static final Duration IDLE = Duration.ofHours(1);
    private static final Duration MAX = Duration.ofDays(1);
    private static final Map<String, String> LIMITS =
            Map.of("TRIPOD_SESSION_IDLE", IDLE.toString(), "TRIPOD_SESSION_MAX", MAX.toString());

    @Test
    void silentPastTheLimitIs401AndARequestEachHalfOfItIs200UntilTheAbsoluteEnd() {
        var clock = new ManualClock();
        try (var server = TripodServer.start(LIMITS, clock)) {
            var used = person(server);
            var silent = person(server);
            var almost = person(server);
            clock.advance(IDLE.dividedBy(2));
            assertThat(used.get(CURRENT).status()).isEqualTo(200);
            clock.advance(IDLE.dividedBy(2).minusMillis(1));
            assertThat(almost.get(CURRENT).status()).isEqualTo(200);
            clock.advance(Duration.ofMillis(1));
            assertThat(silent.get(CURRENT).status()).isEqualTo(401);

            for (var half = 2; half < 2 * MAX.dividedBy(IDLE); half++) {
                assertThat(used.get(CURRENT).status()).as("half %d", half).isEqualTo(200);
                clock.advance(IDLE.dividedBy(2));
            }
            assertThat(used.get(CURRENT).status()).as("at the absolute end").isEqualTo(401);
        }
    }

    @Test
    void onBothInstancesTheAbsoluteEndIs401WhateverTheUseAndTheSocketsClose4401(@ShortLived Instances instances) {
        warmUp(instances);
        var silent = Instances.GUESTS.person(instances.a());
        var begun = System.nanoTime();
        var used = Instances.GUESTS.person(instances.a());
        var onA = RoomSocket.enter(instances.a(), used, room(used));
        var onB = RoomSocket.enter(instances.b(), used, room(used));

        Timings.until(() -> used.get(CURRENT).status() == 401);
        var life = Duration.ofNanos(System.nanoTime() - begun);
        System.out.println("A session of at most 5 s in use lived " + life.toMillis() + " ms");
        assertThat(life).isGreaterThan(Duration.ofMillis(4_950)); // its beginning is cut to the millisecond
        assertThat(used.at(instances.b()).get(CURRENT).status()).isEqualTo(401);
        assertThat(onA.closeCode()).isEqualTo(4401);
        assertThat(onB.closeCode()).isEqualTo(4401);

        assertThat(silent.get(CURRENT).status()).isEqualTo(401);
        assertThat(silent.at(instances.b()).get(CURRENT).status()).isEqualTo(401);
    }

    @Test
    void onBothInstancesSilencePastTheLimitIs401(@ShortLived Instances instances) {
        warmUp(instances);
        var silent = Instances.GUESTS.person(instances.a());
        var clockOfOthers = Instances.GUESTS.person(instances.a());
        var begun = System.nanoTime();

        Timings.until(() -> clockOfOthers.get(CURRENT).status() == 200
                && System.nanoTime() - begun > Duration.ofMillis(2_050).toNanos());

        assertThat(silent.get(CURRENT).status()).isEqualTo(401);
        assertThat(silent.at(instances.b()).get(CURRENT).status()).isEqualTo(401);
        assertThat(clockOfOthers.at(instances.b()).get(CURRENT).status())
                .as("in use beyond the limit of silence")
                .isEqualTo(200);
    }

    /** The first requests of an instance take a good part of such a short life. */
    private static void warmUp(Instances instances) {
        var first = Instances.GUESTS.person(instances.b());
        first.get(CURRENT);
        first.at(instances.a()).get(CURRENT);
        first.post("/api/rooms", "{}");
    }

    private static ApiClient person(TripodServer server) {
        var person = new ApiClient(server);
        assertThat(person.post("/api/sessions", "{}").status()).isEqualTo(201);
        return person;
    }

    private static String room(Browser owner) {
        return owner.post("/api/rooms", "{}").json().path("id").asText();
    }
}
