package dev.tripod.status;

import dev.tripod.store.SharedStore;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** All figures of this instance as Prometheus reads them. Thread-safe. */
@Singleton
class Metrics {
    private static final Duration[] BOUNDS = Stream.of(5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final PrometheusRegistry prometheus = new PrometheusRegistry();
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, prometheus, Clock.SYSTEM);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final StoreMeters store;
    private final FeatureMeters features;

    @Inject
    Metrics(StoreMeters store, FeatureMeters features, SharedStore shared) {
        this.store = store;
        this.features = features;
        registry.config().meterFilter(new GoodNames());
        store.bind(registry);
        features.bind(registry);
        prometheus.register(new StoreLatencyCollector(shared));
        collections.bindTo(registry);
        List.of(
                        new JvmMemoryMetrics(),
                        new JvmThreadMetrics(),
                        new ClassLoaderMetrics(),
                        new ProcessorMetrics(),
                        new UptimeMetrics(),
                        new FileDescriptorMetrics())
                .forEach(binder -> binder.bindTo(registry));
    }

    /** Notes that a request was answered. */
    void answered(String method, String route, int status, Duration time) {
        Timer.builder("http.server.requests")
                .description("Requests to this instance by how they were answered")
                .tag("method", method)
                .tag("route", route)
                .tag("status", String.valueOf(status))
                .serviceLevelObjectives(BOUNDS)
                .register(registry)
                .record(time);
    }

    /** What there is to tell now, in the text format of Prometheus. */
    String scrape() {
        store.refresh(registry);
        features.refresh(registry);
        return registry.scrape();
    }

    /** A name that ends in _count is a histogram's part, and nanoseconds are no unit of Prometheus's. */
    private static final class GoodNames implements MeterFilter {
        @Override
        public MeterFilterReply accept(Meter.Id id) {
            return id.getName().equals("process.cpu.time") ? MeterFilterReply.DENY : MeterFilterReply.NEUTRAL;
        }

        @Override
        public Meter.Id map(Meter.Id id) {
            return id.getName().equals("system.cpu.count") ? id.withName("system.cpus") : id;
        }
    }

    @PreDestroy
    void close() {
        collections.close();
        registry.close();
    }
}
