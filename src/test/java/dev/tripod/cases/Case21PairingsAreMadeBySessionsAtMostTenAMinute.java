package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.Browser;
import java.util.List;
import org.junit.jupiter.api.Test;

@Case(21)
class Case21PairingsAreMadeBySessionsAtMostTenAMinute {
    private final Instances both;

    Case21PairingsAreMadeBySessionsAtMostTenAMinute(Instances both) {
        this.both = both;
    }

    @Test
    void withoutASessionNoneIsMade() {
        for (var server : List.of(both.a(), both.b())) {
            assertThat(new Browser(server).post("/api/pairings", "{}").status()).isEqualTo(401);
        }
    }

    @Test
    void theEleventhInAMinuteIsRefusedByBoth() {
        var desktop = Instances.GUESTS.person(both.a());
        for (var number = 0; number < 10; number++) {
            Instances.GUESTS.show(desktop.at(number % 2 == 0 ? both.a() : both.b()), "{}");
        }
        for (var server : List.of(both.a(), both.b())) {
            var refused = desktop.at(server).post("/api/pairings", "{}");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
        }
    }

    @Test
    void aSecondForTheSameRoomAndRoleEndsTheFirstAlone() {
        var studio = Studio.at(both.a());
        var first = studio.show("camera");
        var viewer = studio.show("viewer");
        var second = Instances.GUESTS.show(studio.desktop().at(both.b()), studio.wish("camera"));

        for (var server : List.of(both.a(), both.b())) {
            assertThat(Phones.look(server, "token", first.token()).status()).isEqualTo(410);
            assertThat(Phones.claim(server, "token", first.token()).status()).isEqualTo(410);
            assertThat(Phones.look(server, "token", viewer.token()).status()).isEqualTo(200);
        }
        assertThat(Phones.claim(both.a(), "token", second.token()).status()).isEqualTo(200);
    }
}
