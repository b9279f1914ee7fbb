package dev.tripod.status;

import dev.tripod.broadcast.Broadcaster;
import dev.tripod.cache.WriteBack;
import dev.tripod.store.SharedStore;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** How the store is, and since when. */
@Singleton
final class StoreHealth {
    private static final String DEAF = "subscription";

    private final ApplicationStart start;
    private final SharedStore shared;
    private final WriteBack writeBack;
    private final Broadcaster broadcaster;

    /**
     * As {@code /health/ready} answers it.
     *
     * @param reason why it is degraded, in one word
     * @param pending how many changes wait to be written to the shared store
     */
    public record Report(StoreState store, Optional<String> reason, Instant since, int pending) {}

    @Inject
    StoreHealth(ApplicationStart start, SharedStore shared, WriteBack writeBack, Broadcaster broadcaster) {
        this.start = start;
        this.shared = shared;
        this.writeBack = writeBack;
        this.broadcaster = broadcaster;
    }

    Report report() {
        return shared.state()
                .map(this::withMessages)
                .map(this::report)
                .orElseGet(() -> new Report(StoreState.LOCAL, Optional.empty(), start.moment(), 0));
    }

    /** That messages of others do not arrive is a trouble of its own, where there is no greater one. */
    private SharedStore.State withMessages(SharedStore.State state) {
        return state.reason().isPresent()
                ? state
                : broadcaster
                        .deafSince()
                        .map(since -> new SharedStore.State(Optional.of(DEAF), since))
                        .orElse(state);
    }

    private Report report(SharedStore.State state) {
        return new Report(
                state.reason().isPresent() ? StoreState.DEGRADED : StoreState.SHARED,
                state.reason(),
                state.since(),
                writeBack.pending());
    }
}
