package dev.tripod.upstash;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/** Counts what requests came to, and how long they took, streams excepted. Safe for use by many threads. */
public final class RequestMeter {
    private static final String GOOD = "ok";
    /** Of all counts of {@link #counts} but the last, which has none. */
    public static final List<Duration> BOUNDS = IntStream.of(5, 10, 25, 50, 75, 100, 150, 250, 500, 1000, 1500, 2500)
            .mapToObj(Duration::ofMillis)
            .toList();

    private final LongAdder good = new LongAdder();
    /** Complete from the start, and so never changed as a map. */
    private final Map<UpstashException.Kind, LongAdder> bad = new EnumMap<>(UpstashException.Kind.class);

    private final AtomicLongArray took = new AtomicLongArray(BOUNDS.size() + 1);
    private final LongAdder nanos = new LongAdder();

    RequestMeter() {
        for (var kind : UpstashException.Kind.values()) {
            bad.put(kind, new LongAdder());
        }
    }

    void took(Duration time) {
        var place = 0;
        while (place < BOUNDS.size() && BOUNDS.get(place).compareTo(time) < 0) {
            place++;
        }
        took.incrementAndGet(place);
        nanos.add(time.toNanos());
    }

    void answered() {
        good.increment();
    }

    void failed(UpstashException failure) {
        bad.getOrDefault(failure.kind(), good).increment();
    }

    /** How many requests ended so since the start, by a word for each way to end; all ways are there. */
    public Map<String, Long> outcomes() {
        var counts = new TreeMap<String, Long>();
        counts.put(GOOD, good.sum());
        bad.forEach((kind, count) -> counts.put(kind.name().toLowerCase(Locale.ROOT), count.sum()));
        return counts;
    }

    /** How many requests took longer than the bound before and no longer than this one, since the start. */
    public List<Long> counts() {
        return IntStream.range(0, took.length()).mapToObj(took::get).toList();
    }

    /** How long all requests took together. */
    public Duration sum() {
        return Duration.ofNanos(nanos.sum());
    }
}
