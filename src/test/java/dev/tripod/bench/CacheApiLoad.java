package dev.tripod.bench;

import dev.tripod.bench.CacheContender.Kind;
import dev.tripod.testing.ServerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;

/**
 * Measures the cache API of an uber-jar on its local store beside the test server with a real Redis behind it, and beside
 * that Redis over TCP: 1 and 32 callers, each of whom asks again when it has its answer. Rounds of all take turns, so that
 * what else happens on the machine hits all; each figure is the median of its rounds. Prints a Markdown table.
 */
public final class CacheApiLoad {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final int[] CALLERS = {1, 32};
    private static final int WARM_UPS = 2;
    private static final int ROUNDS = 5;
    private static final Duration ROUND = Duration.ofSeconds(2);

    private final List<CacheContender> contenders;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, List<Round>> rows = new LinkedHashMap<>();

    private CacheApiLoad(List<CacheContender> contenders) {
        this.contenders = contenders;
    }

    /** Takes the number of measured rounds, or none for the usual one. */
    public static void main(String[] arguments) throws Exception {
        var rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : ROUNDS;
        try (var service = new ServiceProcess();
                var tripod = ServerProcess.uberJar(Map.of("TRIPOD_API_TOKEN", TOKEN), "-Xmx512m")) {
            var load = new CacheApiLoad(List.of(
                    HttpCacheContender.of("Tripod, local store", tripod.uri().resolve("/api/cache"), TOKEN),
                    HttpCacheContender.of("test server, Redis behind it", service.uri(), service.token()),
                    JedisCacheContender.of("Redis over TCP (Jedis)", service.redisPort(), CALLERS[1])));
            load.fill();
            for (var round = -WARM_UPS; round < rounds; round++) {
                load.round(round >= 0);
            }
            load.print();
            load.close();
        }
    }

    private void fill() throws Exception {
        for (var contender : contenders) {
            for (var i = 0; i < CacheContender.KEYS; i++) {
                contender.ask(Kind.SET, i);
            }
        }
    }

    private void round(boolean counts) throws Exception {
        for (var kind : Kind.values()) {
            for (var callers : CALLERS) {
                for (var contender : contenders) {
                    var measured = measure(contender, kind, callers);
                    rows.computeIfAbsent(row(contender, kind, callers), row -> new ArrayList<>())
                            .addAll(counts ? List.of(measured) : List.of());
                }
            }
        }
    }

    private Round measure(CacheContender contender, Kind kind, int callers) throws Exception {
        var begin = System.nanoTime();
        var end = begin + ROUND.toNanos();
        Callable<LongStream> caller = () -> ask(contender, kind, end);
        var all = LongStream.empty();
        for (var asked : threads.invokeAll(java.util.Collections.nCopies(callers, caller))) {
            all = LongStream.concat(all, asked.get());
        }
        var latencies = all.sorted().toArray();
        return new Round(
                latencies.length,
                (System.nanoTime() - begin) / 1e9,
                latencies[latencies.length / 2] / 1e6,
                latencies[(int) (latencies.length * 0.99)] / 1e6,
                latencies[latencies.length - 1] / 1e6,
                0,
                latencies.length);
    }

    private static LongStream ask(CacheContender contender, Kind kind, long end) throws Exception {
        var latencies = LongStream.builder();
        for (var begin = System.nanoTime(); begin < end; begin = System.nanoTime()) {
            contender.ask(kind, ThreadLocalRandom.current().nextInt(CacheContender.KEYS));
            latencies.add(System.nanoTime() - begin);
        }
        return latencies.build();
    }

    private static String row(CacheContender contender, Kind kind, int callers) {
        return "%s | %d | %s".formatted(kind.title(), callers, contender.name());
    }

    private void print() {
        System.out.println("| request | callers | what | requests/s | p50, ms | p99, ms |");
        System.out.println("| --- | --- | --- | --- | --- | --- |");
        rows.forEach((row, rounds) -> System.out.printf(
                Locale.ROOT,
                "| %s | %,.0f | %.2f | %.2f |%n",
                row,
                Round.median(rounds, Round::commandsPerSecond),
                Round.median(rounds, Round::p50),
                Round.median(rounds, Round::p99)));
    }

    private void close() {
        threads.shutdown();
        contenders.forEach(CacheContender::close);
    }
}
