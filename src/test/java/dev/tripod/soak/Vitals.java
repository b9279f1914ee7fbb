package dev.tripod.soak;

import dev.tripod.testing.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Memory and threads of an instance over time, as the kernel sees them. The first fifth of the samples is left out, since a
 * virtual machine grows then.
 */
final class Vitals {
    /** Guarded by this. */
    private final List<Sample> samples = new ArrayList<>();

    private record Sample(long megabytes, long threads) {}

    /** The median over the first third and over the last. */
    record Trend(long first, long last) {
        long growth() {
            return last - first;
        }

        @Override
        public String toString() {
            return first + " / " + last;
        }
    }

    synchronized void sample(ServerProcess process) {
        samples.add(new Sample(status(process, "VmRSS:") / 1024, status(process, "Threads:")));
    }

    private static long status(ServerProcess process, String field) {
        try {
            return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                    .filter(line -> line.startsWith(field))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Trend megabytes() {
        return trend(Sample::megabytes);
    }

    Trend threads() {
        return trend(Sample::threads);
    }

    private synchronized Trend trend(ToLongFunction<Sample> value) {
        var warm = samples.subList(samples.size() / 5, samples.size());
        var third = warm.size() / 3;
        return new Trend(
                median(warm.subList(0, third), value), median(warm.subList(warm.size() - third, warm.size()), value));
    }

    private static long median(List<Sample> some, ToLongFunction<Sample> value) {
        return some.stream()
                .mapToLong(value)
                .sorted()
                .skip(some.size() / 2)
                .findFirst()
                .orElse(0);
    }
}
