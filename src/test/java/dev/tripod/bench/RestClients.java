package dev.tripod.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures the REST client beside others: 1 and 64 callers that read values of 1 KB, on one test server in a process of
 * its own, once as it is and once with 10 ms more for each answer. Rounds of all take turns, so that what else happens
 * on the machine hits all; each figure is the median of its rounds, except the slowest command of all. Prints a Markdown table.
 */
public final class RestClients {
    private static final Duration[] DELAYS = {Duration.ZERO, Duration.ofMillis(10)};
    private static final int[] CONCURRENCY = {1, 64};
    private static final int WARM_UPS = 2;
    private static final int ROUNDS = 7;
    private static final Duration ROUND = Duration.ofSeconds(3);

    private final ServiceProcess service;
    private final Map<String, List<Round>> rows = new LinkedHashMap<>();

    private RestClients(ServiceProcess service) {
        this.service = service;
    }

    /** Takes the number of measured rounds, or none for the usual one. */
    public static void main(String[] arguments) throws Exception {
        var rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : ROUNDS;
        try (var service = new ServiceProcess()) {
            var contenders = List.of(
                    JavaContender.tripod(service),
                    JavaContender.tripodWithThreads(service),
                    JavaContender.httpClient(service),
                    new NodeContender(service, true),
                    new NodeContender(service, false),
                    JavaContender.jedis(service));
            var bench = new RestClients(service);
            for (var round = -WARM_UPS; round < rounds; round++) {
                bench.round(contenders, round >= 0);
            }
            bench.print();
            for (var contender : contenders) {
                contender.close();
            }
        }
    }

    private void round(List<Contender> contenders, boolean counts) throws Exception {
        for (var delay : DELAYS) {
            for (var concurrency : CONCURRENCY) {
                for (var contender : contenders) {
                    if (delay.isZero() || contender.isOverHttp()) {
                        var measured = measure(contender, concurrency, delay);
                        rows.computeIfAbsent(row(contender, concurrency, delay), row -> new ArrayList<>())
                                .addAll(counts ? List.of(measured) : List.of());
                    }
                }
            }
        }
    }

    private Round measure(Contender contender, int concurrency, Duration delay) throws Exception {
        service.delay(delay);
        var measured = contender.measure(concurrency, ROUND);
        return measured.with(service.delay(delay));
    }

    private static String row(Contender contender, int concurrency, Duration delay) {
        return "%d | %d ms | %s".formatted(concurrency, delay.toMillis(), contender.name());
    }

    private void print() {
        System.out.println(
                "| callers | delay | client | commands/s | p50, ms | p99, ms | slowest, ms | requests per 1,000 commands |"
                        + " CPU of the client per command, µs |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        rows.forEach((row, rounds) -> System.out.printf(
                Locale.ROOT,
                "| %s | %,.0f | %.2f | %.2f | %.0f | %.0f | %.0f |%n",
                row,
                Round.median(rounds, Round::commandsPerSecond),
                Round.median(rounds, Round::p50),
                Round.median(rounds, Round::p99),
                rounds.stream().mapToDouble(Round::slowest).max().orElse(0),
                Round.median(rounds, Round::requestsPer1000Commands),
                Round.median(rounds, Round::cpuMicrosPerCommand)));
    }
}
