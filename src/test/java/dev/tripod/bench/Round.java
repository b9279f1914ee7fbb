package dev.tripod.bench;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one round of callers came to.
 *
 * @param p50 in milliseconds, as p99 and the slowest
 * @param cpuSeconds of the callers' process
 * @param requests over HTTP that arrived meanwhile
 */
record Round(long commands, double seconds, double p50, double p99, double slowest, double cpuSeconds, long requests) {
    double commandsPerSecond() {
        return commands / seconds;
    }

    double cpuMicrosPerCommand() {
        return cpuSeconds * 1e6 / commands;
    }

    double requestsPer1000Commands() {
        return requests * 1000.0 / commands;
    }

    Round with(long arrived) {
        return new Round(commands, seconds, p50, p99, slowest, cpuSeconds, arrived);
    }

    static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return rounds.stream()
                .map(figure::applyAsDouble)
                .sorted(Comparator.naturalOrder())
                .skip(rounds.size() / 2)
                .findFirst()
                .orElseThrow();
    }
}
