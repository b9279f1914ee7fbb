package dev.tripod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.ApiClient;
import dev.tripod.testing.DocumentedPrices;
import dev.tripod.testing.ManualClock;
import dev.tripod.testing.TripodServer;
import dev.tripod.testing.upstash.CommandCounts;
import dev.tripod.testing.upstash.Eventually;
import dev.tripod.testing.upstash.UpstashServer;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What users do costs as many commands of the shared store as the documentation's table says, counted at the store. The
 * subscription of an instance is left out: it opens with whatever comes first.
 */
class OperationPricesTest {
    private static final String START = "start of an instance, its check";
    private static final DocumentedPrices PRICES = new DocumentedPrices("### Sessions, pairings and rooms");

    private static final ManualClock clock = new ManualClock();
    private static UpstashServer store;
    private static TripodServer server;
    private static PricedOperations operations;
    private static CommandCounts atStart;

    @BeforeAll
    static void start() {
        store = UpstashServer.start();
        server = TripodServer.start(
                Map.of("UPSTASH_REDIS_REST_URL", store.uri().toString(), "UPSTASH_REDIS_REST_TOKEN", store.token()),
                clock);
        operations = new PricedOperations(server, clock);
        Eventually.holds(() -> store.commands().total() > 0);
        flush();
        atStart = store.commands();
        listen();
    }

    @AfterAll
    static void stop() {
        server.close();
        store.close();
    }

    @TestFactory
    Stream<DynamicTest> anOperationCostsWhatItsRowSays() {
        return operations.all().keySet().stream()
                .map(operation -> DynamicTest.dynamicTest(operation, () -> costsWhatItsRowSays(operation)));
    }

    private static void costsWhatItsRowSays(String operation) {
        clock.advance(Duration.ofMinutes(2)); // no limit stands in the way
        var deed = operations.all().get(operation).get();
        flush();
        var before = store.commands();
        deed.run();
        var price = PRICES.of(operation);
        Eventually.holds(() -> total(before) >= price);
        var flushes = flush();
        assertThat(total(before) - flushes)
                .as(() -> store.commands().since(before).toString())
                .isEqualTo(price);
        operations.tidy();
    }

    @Test
    void theTableHasARowForEveryOperationAndNoMore() {
        var measured = Stream.concat(Stream.of(START), operations.all().keySet().stream());
        assertThat(PRICES.operations()).containsExactlyInAnyOrderElementsOf(measured.toList());
    }

    @Test
    void startingCostsTheCheckAlone() {
        assertThat(atStart.of("PING")).isEqualTo(PRICES.of(START));
        assertThat(atStart.total() - atStart.of("GET") - atStart.of("SUBSCRIBE"))
                .isEqualTo(PRICES.of(START));
    }

    @Test
    void offeringAndClaimingAPairingCostsAtMostTwelve() {
        assertThat(PRICES.of("pairing: offer for a room")
                        + PRICES.of("pairing: claim by token, with a session for the phone"))
                .isLessThanOrEqualTo(12);
    }

    @Test
    void somebodyActiveCostsAtMost72AnHour() {
        var somebody = operations.person();
        var companion = operations.person(); // keeps this instance listening, whenever it tidies up
        for (var seconds = 0; seconds < 3600; seconds += 10) {
            clock.advance(Duration.ofSeconds(10));
            labelled("companion", companion);
            labelled("somebody", somebody);
        }
        assertThat(store.commands().under("somebody")).isBetween(60L, 72L);
    }

    private static void labelled(String label, ApiClient person) {
        store.label(label);
        assertThat(person.get("/api/sessions/current").status()).isEqualTo(200);
        store.label("");
    }

    /** Waits until copies of sessions are trusted here, and so a request costs nothing. */
    private static void listen() {
        var person = operations.person();
        Eventually.holds(() -> {
            var before = store.commands();
            person.get("/api/sessions/current");
            return store.openStreams() > 0 && total(before) == 0;
        });
    }

    /** Asks for sessions there are none of, which overtakes nothing that is on its way; answers how often. */
    private static int flush() {
        var times = 3;
        for (var i = 0; i < times; i++) {
            operations.stranger().with("Cookie", "sid=" + "f".repeat(43)).get("/api/sessions/current");
        }
        return times;
    }

    private static long total(CommandCounts before) {
        var since = store.commands().since(before);
        return since.total() - since.of("SUBSCRIBE");
    }
}
