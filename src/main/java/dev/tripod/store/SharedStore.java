package dev.tripod.store;

import dev.tripod.config.Settings;
import dev.tripod.upstash.BreakerState;
import dev.tripod.upstash.CommandMeter;
import dev.tripod.upstash.Limits;
import dev.tripod.upstash.UpstashClient;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The store that all instances share, where one is configured, and how it is. Thread-safe. */
@Singleton
public class SharedStore {
    private static final String READ_ONLY = "read-only";

    private final Permissions permissions;
    private final Optional<UpstashClient> client;
    private final Optional<KeyValueStore> store;
    private final List<Consumer<State>> listeners = new CopyOnWriteArrayList<>();

    /**
     * Whether the store answers.
     *
     * @param reason why it is left alone, in one word; empty while it is asked
     * @param since when that began
     */
    public record State(Optional<String> reason, Instant since) {
        static State of(BreakerState state) {
            return new State(state.reason().map(BreakerState.Reason::word), state.since());
        }
    }

    /** Connects to the store that the settings name, if they do. */
    @Inject
    public SharedStore(Settings settings, InstantSource clock) {
        permissions = new Permissions(clock, this::changed);
        client = settings.upstash()
                .map(service -> new UpstashClient(
                        service,
                        clock,
                        Limits.DEFAULT,
                        new CommandMeter(new Purposes(settings.storage().keyPrefix()))));
        store = client.map(known -> new UpstashStore(known, permissions));
        client.ifPresent(known -> known.onState(state -> changed()));
    }

    private void changed() {
        state().ifPresent(state -> listeners.forEach(listener -> listener.accept(state)));
    }

    /** Tells the state after each change of it, on a thread where nothing may block. */
    public void onState(Consumer<State> listener) {
        listeners.add(listener);
    }

    /** Whether asking the store makes sense at the moment: it is there, and not left alone. */
    public boolean reachable() {
        return client.filter(known -> !known.state().isOpen()).isPresent();
    }

    /** The store; empty when this instance works alone. */
    public Optional<KeyValueStore> store() {
        return store;
    }

    /** The client for what a store does not do: to hear what is published. */
    public Optional<UpstashClient> client() {
        return client;
    }

    /** What the store was asked; empty when there is none. */
    public Optional<StoreTraffic> traffic() {
        return client.map(StoreTraffic::new);
    }

    /** How the store is; empty when there is none. */
    public Optional<State> state() {
        return client.map(known -> State.of(known.state())).map(this::withPermissions);
    }

    private State withPermissions(State state) {
        return state.reason().isPresent()
                ? state
                : permissions
                        .readOnlySince()
                        .map(since -> new State(Optional.of(READ_ONLY), since))
                        .orElse(state);
    }

    /** Asks the store once, and answers in plain words what is wrong; empty when all is well, or there is no store. */
    public CompletableFuture<Optional<String>> check() {
        return client.map(known -> known.check()
                        .handle((replies, failure) -> failure == null ? Optional.<String>empty() : words(failure)))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
    }

    private static Optional<String> words(Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return Optional.of(String.valueOf(cause.getMessage()));
    }

    @PreDestroy
    public void close() {
        client.ifPresent(UpstashClient::close);
    }
}
