package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.Browser;
import dev.tripod.testing.Guests;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@Case(28)
class Case28CancellingAndClaimingHaveOneOutcome {
    private static final int ROUNDS = 1_000;
    private static final int AT_ONCE = 4;
    /** As many as a session may offer in a minute. */
    private static final int OFFERS_PER_DESKTOP = 10;

    private final Instances both;

    Case28CancellingAndClaimingHaveOneOutcome(Instances both) {
        this.both = both;
    }

    private static String path(Guests.Shown shown) {
        return "/api/pairings/" + shown.id();
    }

    private static int cancel(Browser who, Guests.Shown shown) {
        return who.delete(path(shown)).status();
    }

    private int claim(URI server, Guests.Shown shown) {
        return Phones.claim(server, "token", shown.token()).status();
    }

    @Test
    void whatIsCancelledIsGoneForBoth() {
        var studio = Studio.at(both.a());
        var shown = studio.show("camera");

        assertThat(cancel(Instances.GUESTS.person(both.b()), shown))
                .as("somebody else's")
                .isEqualTo(404);
        assertThat(claim(both.a(), studio.show("viewer"))).isEqualTo(200);
        assertThat(cancel(studio.desktop().at(both.b()), shown)).isEqualTo(204);
        assertThat(claim(both.a(), shown)).isEqualTo(410);
        assertThat(claim(both.b(), shown)).isEqualTo(410);
    }

    @Test
    void whatIsClaimedCannotBeCancelled() {
        var studio = Studio.at(both.a());
        var shown = studio.show("camera");
        var phone = Instances.GUESTS.phone(both.b(), "token", shown.token());

        assertThat(cancel(studio.desktop(), shown)).isEqualTo(409);
        assertThat(cancel(studio.desktop().at(both.b()), shown)).isEqualTo(409);
        assertThat(phone.get("/api/rooms/" + studio.room()).status()).isEqualTo(200);
    }

    @Test
    void ofAThousandRacesEachHasOneOutcomeOnWhichAllAgree() {
        var begin = System.nanoTime();
        var threads = Executors.newFixedThreadPool(2 * AT_ONCE);
        try {
            var races = IntStream.range(0, ROUNDS / OFFERS_PER_DESKTOP)
                    .mapToObj(desktop -> desktop)
                    .collect(java.util.stream.Collectors.groupingBy(desktop -> desktop % AT_ONCE))
                    .values()
                    .stream()
                    .map(desktops -> CompletableFuture.supplyAsync(() -> races(desktops.size(), threads), threads))
                    .toList();
            var claimed = races.stream().mapToInt(CompletableFuture::join).sum();
            System.out.printf(
                    "%d races took %d s; %d were claimed, %d cancelled%n",
                    ROUNDS, Duration.ofNanos(System.nanoTime() - begin).toSeconds(), claimed, ROUNDS - claimed);
            assertThat(claimed).as("races that the phone won").isBetween(1, ROUNDS - 1);
        } finally {
            threads.shutdown();
        }
    }

    /** How many of a few desktops' races the phone won. */
    private int races(int desktops, ExecutorService threads) {
        var claimed = 0;
        for (var number = 0; number < desktops; number++) {
            var desktop = Instances.GUESTS.person(both.a());
            for (var round = 0; round < OFFERS_PER_DESKTOP; round++) {
                claimed += race(desktop, round, threads) ? 1 : 0;
            }
        }
        return claimed;
    }

    private boolean race(Browser desktop, int round, ExecutorService threads) {
        var shown = Instances.GUESTS.show(desktop, "{}");
        var phonesServer = round % 4 < 2 ? both.a() : both.b();
        var desktopsServer = round % 2 == 0 ? both.a() : both.b();
        var claim = CompletableFuture.supplyAsync(() -> claim(phonesServer, shown), threads);
        var cancelled = cancel(desktop.at(desktopsServer), shown);
        var claimed = claim.join();

        assertThat(List.of(cancelled, claimed)).as("cancel, claim").isIn(List.of(204, 410), List.of(409, 200));
        var state = claimed == 200 ? "\"claimed\"" : "\"cancelled\"";
        assertThat(desktop.get(path(shown)).text()).contains(state);
        assertThat(desktop.at(both.b()).get(path(shown)).text()).contains(state);
        return claimed == 200;
    }
}
