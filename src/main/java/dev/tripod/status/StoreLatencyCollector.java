package dev.tripod.status;

import dev.tripod.store.Latencies;
import dev.tripod.store.SharedStore;
import dev.tripod.store.StoreTraffic;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How long requests to the store took, as a histogram; Micrometer has none for counts that others have made. */
final class StoreLatencyCollector implements Collector {
    private static final String NAME = "tripod_upstash_request_duration_seconds";
    private static final double NANOS = Duration.ofSeconds(1).toNanos();

    private final SharedStore store;

    StoreLatencyCollector(SharedStore store) {
        this.store = store;
    }

    @Override
    public @Nullable MetricSnapshot collect() {
        return store.traffic()
                .map(StoreTraffic::latencies)
                .map(StoreLatencyCollector::snapshot)
                .orElse(null);
    }

    private static MetricSnapshot snapshot(Latencies latencies) {
        var bounds = Stream.concat(
                        latencies.bounds().stream().map(StoreLatencyCollector::seconds),
                        Stream.of(Double.POSITIVE_INFINITY))
                .toList();
        return HistogramSnapshot.builder()
                .name(NAME)
                .unit(Unit.SECONDS)
                .help("How long requests to the store took, streams excepted")
                .dataPoint(HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, latencies.counts()))
                        .sum(seconds(latencies.sum()))
                        .build())
                .build();
    }

    private static double seconds(Duration time) {
        return time.toNanos() / NANOS;
    }
}
