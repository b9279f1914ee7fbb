package dev.tripod.status;

import dev.tripod.broadcast.Broadcaster;
import dev.tripod.config.Settings;
import dev.tripod.store.SharedStore;
import dev.tripod.store.StoreTraffic;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** What metrics tell of the store: how it is, and what it was asked. */
@Singleton
final class StoreMeters {
    private static final List<String> REASONS =
            List.of("unreachable", "timeout", "misconfigured", "read-only", "quota", "errors", "subscription");

    private static final String COMMANDS = "tripod.upstash.commands";

    private final StoreHealth health;
    private final SharedStore store;
    private final Broadcaster broadcaster;
    private final CommandBudget budget;
    private final Settings settings;

    @Inject
    StoreMeters(
            StoreHealth health, SharedStore store, Broadcaster broadcaster, CommandBudget budget, Settings settings) {
        this.health = health;
        this.store = store;
        this.broadcaster = broadcaster;
        this.budget = budget;
        this.settings = settings;
    }

    /** Adds what is always there. */
    void bind(MeterRegistry registry) {
        for (var state : StoreState.values()) {
            flag(
                    registry,
                    "tripod.store.state",
                    "1 for where data is kept now",
                    "state",
                    word(state),
                    () -> health.report().store() == state);
        }
        for (var reason : REASONS) {
            flag(
                    registry,
                    "tripod.store.trouble",
                    "1 for why the store is degraded, if it is",
                    "reason",
                    reason,
                    () -> health.report().reason().filter(reason::equals).isPresent());
        }
        for (var state : Hearing.values()) {
            flag(
                    registry,
                    "tripod.subscription.state",
                    "1 for whether messages of other instances arrive",
                    "state",
                    state.word(),
                    () -> Hearing.of(broadcaster) == state);
        }
        Gauge.builder("tripod.upstash.breaker.open", () -> store.state().isPresent() && !store.reachable() ? 1 : 0)
                .description("Whether the circuit breaker is open, so that only probes go out")
                .register(registry);
        Gauge.builder("tripod.write.back.pending.entries", () -> health.report().pending())
                .description("Changes that wait to be written to the shared store")
                .register(registry);
        Gauge.builder("tripod.upstash.commands.today", budget::today)
                .description("Commands of this instance since midnight UTC")
                .register(registry);
        Gauge.builder("tripod.upstash.commands.budget", () -> settings.storage().dailyCommands())
                .description("Commands a day that all instances may use together")
                .register(registry);
    }

    private static void flag(
            MeterRegistry registry, String name, String help, String label, String value, BooleanSupplier holds) {
        Gauge.builder(name, () -> holds.getAsBoolean() ? 1 : 0)
                .description(help)
                .tag(label, value)
                .register(registry);
    }

    private static String word(StoreState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /** Adds counters that have begun to count. */
    void refresh(MeterRegistry registry) {
        store.traffic().ifPresent(traffic -> {
            new CounterFamily<>(
                            "tripod.upstash.requests",
                            "Requests to the store by what they came to",
                            "outcome",
                            store,
                            StoreMeters::outcomes)
                    .register(registry);
            traffic.byKind().keySet().forEach(kind -> commands(registry, kind.command(), Features.of(kind.purpose())));
        });
    }

    private static Map<String, Long> outcomes(SharedStore store) {
        return store.traffic().map(StoreTraffic::outcomes).orElse(Map.of());
    }

    private void commands(MeterRegistry registry, String command, String feature) {
        if (registry.find(COMMANDS).tags("command", command, "feature", feature).functionCounter() != null) {
            return;
        }
        FunctionCounter.builder(COMMANDS, store, from -> count(from, command, feature))
                .description("Commands as the service bills them")
                .tag("command", command)
                .tag("feature", feature)
                .register(registry);
    }

    private static double count(SharedStore store, String command, String feature) {
        return store.traffic().map(StoreTraffic::byKind).orElse(Map.of()).entrySet().stream()
                .filter(entry -> entry.getKey().command().equals(command)
                        && Features.of(entry.getKey().purpose()).equals(feature))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
