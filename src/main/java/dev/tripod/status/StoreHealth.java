package dev.tripod.status;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** How the store is, and since when. */
@Singleton
final class StoreHealth {
    private final ApplicationStart start;

    /**
     * As {@code /health/ready} answers it.
     *
     * @param reason why it is degraded, in one word
     * @param pending how many changes wait to be written to the shared store
     */
    public record Report(StoreState store, Optional<String> reason, Instant since, int pending) {}

    @Inject
    StoreHealth(ApplicationStart start) {
        this.start = start;
    }

    Report report() {
        return new Report(StoreState.LOCAL, Optional.empty(), start.moment(), 0);
    }
}
