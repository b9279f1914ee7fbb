package dev.tripod.status;

import dev.tripod.store.SharedStore;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** How the store is, and since when. */
@Singleton
final class StoreHealth {
    private final ApplicationStart start;
    private final SharedStore shared;

    /**
     * As {@code /health/ready} answers it.
     *
     * @param reason why it is degraded, in one word
     * @param pending how many changes wait to be written to the shared store
     */
    public record Report(StoreState store, Optional<String> reason, Instant since, int pending) {}

    @Inject
    StoreHealth(ApplicationStart start, SharedStore shared) {
        this.start = start;
        this.shared = shared;
    }

    Report report() {
        return shared.state()
                .map(StoreHealth::report)
                .orElseGet(() -> new Report(StoreState.LOCAL, Optional.empty(), start.moment(), 0));
    }

    private static Report report(SharedStore.State state) {
        return new Report(
                state.reason().isPresent() ? StoreState.DEGRADED : StoreState.SHARED, state.reason(), state.since(), 0);
    }
}
