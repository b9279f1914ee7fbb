package dev.tripod.status;

import dev.tripod.store.SharedStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The last changes of how the store is. Thread-safe. */
@Singleton
final class StoreChanges {
    private static final int KEPT = 20;

    private final StoreHealth health;
    private final SharedStore store;
    /** The newest first. Guarded by this. */
    private final Deque<Change> changes = new ArrayDeque<>();

    /** How the store was from then on. */
    public record Change(Instant at, StoreState store, Optional<String> reason) {
        private boolean says(StoreHealth.Report report) {
            return store == report.store() && reason.equals(report.reason());
        }
    }

    @Inject
    StoreChanges(StoreHealth health, SharedStore store) {
        this.health = health;
        this.store = store;
    }

    void started(@Observes @Initialized(ApplicationScoped.class) Object application) {
        look();
        store.onState(state -> look());
    }

    /** Notes how the store is, if that is new; nobody tells when messages of others no longer arrive. */
    synchronized void look() {
        var now = health.report();
        if (changes.isEmpty() || !changes.getFirst().says(now)) {
            changes.addFirst(new Change(now.since(), now.store(), now.reason()));
            if (changes.size() > KEPT) {
                changes.removeLast();
            }
        }
    }

    /** The newest first; the last of them is how it was at the start, unless there were many. */
    synchronized List<Change> newestFirst() {
        look();
        return List.copyOf(changes);
    }
}
