package dev.tripod.status;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Has figures noted while nobody looks; what is due is the clock's to say, so that more beats change nothing. */
@Singleton
class Pulse {
    private static final int SECONDS = 5;
    private static final System.Logger LOG = System.getLogger(Pulse.class.getName());

    private final History history;
    private final CommandBudget budget;
    private final StoreChanges changes;
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, Pulse::daemon);

    @Inject
    Pulse(History history, CommandBudget budget, StoreChanges changes) {
        this.history = history;
        this.budget = budget;
        this.changes = changes;
    }

    void started(@Observes @Initialized(ApplicationScoped.class) Object application) {
        var unused = thread.scheduleWithFixedDelay(this::beat, SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    private void beat() {
        try {
            history.tick();
            var unused = budget.today();
            changes.look();
        } catch (RuntimeException e) { // else there would be no further beat
            LOG.log(System.Logger.Level.WARNING, "Figures could not be noted", e);
        }
    }

    @PreDestroy
    void stop() {
        thread.shutdownNow();
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "tripod-figures");
        thread.setDaemon(true);
        return thread;
    }
}
