package dev.tripod.store;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How long some requests took.
 *
 * @param bounds of all counts but the last, which has none; a time on a bound is below it
 * @param counts how many took longer than the bound before and no longer than this one
 * @param sum of all times
 */
public record Latencies(List<Duration> bounds, List<Long> counts, Duration sum) {
    public Latencies {
        bounds = List.copyOf(bounds);
        counts = List.copyOf(counts);
        if (counts.size() != bounds.size() + 1) {
            throw new IllegalArgumentException("There is one count more than bounds");
        }
    }

    /** What came since an earlier look at the same requests. */
    public Latencies since(Latencies earlier) {
        return new Latencies(
                bounds,
                IntStream.range(0, counts.size())
                        .mapToObj(i -> counts.get(i) - earlier.counts.get(i))
                        .toList(),
                sum.minus(earlier.sum));
    }

    /** How many requests these are. */
    public long count() {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    /**
     * About the time that this part of the requests did not exceed, evenly spread between bounds; the largest bound where
     * it was exceeded; empty when there were no requests.
     */
    public Optional<Duration> quantile(double part) {
        var rank = part * count();
        var below = 0L;
        for (var i = 0; i < bounds.size(); i++) {
            var here = counts.get(i);
            if (here > 0 && below + here >= rank) {
                var from = i == 0 ? 0 : bounds.get(i - 1).toNanos();
                var to = bounds.get(i).toNanos();
                return Optional.of(Duration.ofNanos((long) (from + (to - from) * (rank - below) / here)));
            }
            below += here;
        }
        return count() == 0 ? Optional.empty() : Optional.of(bounds.get(bounds.size() - 1));
    }
}
