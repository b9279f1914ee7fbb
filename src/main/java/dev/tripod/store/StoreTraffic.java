package dev.tripod.store;

import dev.tripod.upstash.RequestMeter;
import dev.tripod.upstash.UpstashClient;
import java.util.Map;
import java.util.stream.Collectors;

/** What the shared store was asked since the start, in figures. Looking at them asks nothing of it. */
public final class StoreTraffic {
    private final UpstashClient client;

    /**
     * Commands that are counted together.
     *
     * @param purpose the name of a cache, or another word for whoever sends them
     */
    public record Kind(String command, String purpose) {}

    StoreTraffic(UpstashClient client) {
        this.client = client;
    }

    /** How many commands were sent, as they are billed. */
    public long commands() {
        return client.meter().commands();
    }

    /** The same by kind. */
    public Map<Kind, Long> byKind() {
        return client.meter().byKind().entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> new Kind(entry.getKey().name(), entry.getKey().purpose()), Map.Entry::getValue));
    }

    /** How many requests ended so, by a word for each way to end; {@code ok} is the good one. */
    public Map<String, Long> outcomes() {
        return client.requests().outcomes();
    }

    /** How long requests took. */
    public Latencies latencies() {
        var meter = client.requests();
        return new Latencies(RequestMeter.BOUNDS, meter.counts(), meter.sum());
    }
}
