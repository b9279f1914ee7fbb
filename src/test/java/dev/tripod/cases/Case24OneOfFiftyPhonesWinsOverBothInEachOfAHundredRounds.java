package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.Browser.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@Case(24)
class Case24OneOfFiftyPhonesWinsOverBothInEachOfAHundredRounds {
    private static final int ROUNDS = 100;
    private static final int PHONES = 50;
    /** As many as a session may offer in a minute. */
    private static final int OFFERS_PER_DESKTOP = 10;

    private final Instances both;

    Case24OneOfFiftyPhonesWinsOverBothInEachOfAHundredRounds(Instances both) {
        this.both = both;
    }

    @Test
    void oneIsLetInAndAllOthersAreTold() {
        var begin = System.nanoTime();
        var desktop = Instances.GUESTS.person(both.a());
        var wins = new int[2];
        for (var round = 0; round < ROUNDS; round++) {
            if (round % OFFERS_PER_DESKTOP == 0) {
                desktop = Instances.GUESTS.person(both.a());
            }
            var server = round % 2 == 0 ? both.a() : both.b();
            var statuses =
                    claimAtOnce(Instances.GUESTS.show(desktop.at(server), "{}").token());
            assertThat(statuses).as("round " + round).containsOnlyOnce(200);
            assertThat(Collections.frequency(statuses, 409))
                    .as(statuses.toString())
                    .isEqualTo(PHONES - 1);
            wins[statuses.indexOf(200) % 2]++;
        }
        System.out.printf(
                "%d rounds of %d claims took %d s; won through A %d, through B %d%n",
                ROUNDS, PHONES, Duration.ofNanos(System.nanoTime() - begin).toSeconds(), wins[0], wins[1]);
    }

    /** Every other one through A and B; the statuses in the order of the phones. */
    private List<Integer> claimAtOnce(String token) {
        var claims = new ArrayList<CompletableFuture<Answer>>();
        for (var phone = 0; phone < PHONES; phone++) {
            claims.add(Phones.claimSoon(phone % 2 == 0 ? both.a() : both.b(), "token", token));
        }
        return claims.stream().map(claim -> claim.join().status()).toList();
    }
}
