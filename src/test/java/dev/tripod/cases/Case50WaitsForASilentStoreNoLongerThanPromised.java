package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.Timings;
import dev.tripod.testing.upstash.Fault;
import dev.tripod.testing.upstash.UpstashServer;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

@Case(50)
@Order(Integer.MAX_VALUE - 100)
class Case50WaitsForASilentStoreNoLongerThanPromised {
    private static final int PEOPLE = 40;
    private static final int MOST_SOCKETS = 32;
    private static final Duration LATE = Duration.ofSeconds(10);

    private record Silence(String name, Consumer<UpstashServer> begin) {}

    private static final List<Silence> SILENCES = List.of(
            new Silence("no answer", store -> store.fault(Fault.hangBefore())),
            new Silence("answers after 10 s", store -> store.fault(Fault.delayAfter(LATE))),
            new Silence("headers and then silence", store -> store.fault(Fault.headersOnly())),
            new Silence("one byte a second", store -> store.fault(Fault.drip())),
            new Silence("a black hole", UpstashServer::blackHole));

    @Test
    void everySilenceCostsWhatIsPromisedAndPasses() {
        Meanwhile.SILENCES.awaitEnd();
    }

    /** One after the other, so that each befalls people and not only probes. */
    static void passes() {
        try (var lone = new LoneProcess()) {
            var crowd = Crowd.at(lone.uri(), PEOPLE);
            crowd.write();
            befalls(lone, crowd, SILENCES.get(0));
            var threads = lone.threads();
            SILENCES.stream().skip(1).forEach(silence -> befalls(lone, crowd, silence));
            assertThat(lone.threads())
                    .as("threads after five silences")
                    .isLessThanOrEqualTo(threads + Lone.SOME_THREADS);
            assertThat(lone.store().mostConnections()).as("sockets at once").isLessThanOrEqualTo(MOST_SOCKETS);
        }
    }

    private static void befalls(LoneProcess lone, Crowd crowd, Silence silence) {
        var single = Regular.at(lone.uri());
        single.write();
        crowd.all(person -> person.forgetTimes());
        silence.begin().accept(lone.store());

        var last = crowd.write();
        var slowest = crowd.people().stream()
                .map(Regular::slowest)
                .max(Duration::compareTo)
                .orElseThrow();
        Timings.until(() -> Health.of(lone.uri()).store().equals("degraded"));
        var open = single.extra(20);
        System.out.printf(
                "Case 50: %s costs %d ms at most, %d ms more than nothing while the breaker is open%n",
                silence.name(), slowest.toMillis(), open.toMillis());
        assertThat(slowest).as(silence.name()).isLessThan(Regular.FAULT);
        assertThat(open).as(silence.name()).isLessThan(Regular.WHILE_OPEN);
        assertThat(crowd.values()).as(silence.name()).isEqualTo(last);
        var own = single.value();

        lone.store().clearFaults();
        lone.store().recover();

        Health.awaitCalm(lone.uri());
        assertThat(crowd.values()).as("after " + silence.name()).isEqualTo(last);
        assertThat(single.value()).isEqualTo(own);
        var records = lone.store().redis();
        Timings.until(() -> records.keys("tripod:c:sessions:*").stream()
                .map(records::get)
                .anyMatch(record -> record.contains("\"" + own + "\"")));
        assertThat(last).as("written to the store after " + silence.name()).allSatisfy(number -> assertThat(
                        records.keys("tripod:c:sessions:*").stream().map(records::get))
                .anyMatch(record -> record.contains("\"value\":\"" + number + "\"")));
    }
}
