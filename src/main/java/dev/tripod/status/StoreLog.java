package dev.tripod.status;

import dev.tripod.cache.WriteBack;
import dev.tripod.store.SharedStore;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Writes a line when the shared store goes away or comes back, at most one in ten seconds; the last is always true. */
@Singleton
class StoreLog {
    private static final System.Logger LOG = System.getLogger(StoreLog.class.getName());
    private static final Duration QUIET = Duration.ofSeconds(10);
    /** It does not come back by itself. */
    private static final String MISCONFIGURED = "misconfigured";

    private final SharedStore store;
    private final WriteBack writeBack;
    private final ScheduledThreadPoolExecutor later = new ScheduledThreadPoolExecutor(1, StoreLog::daemon);

    // Guarded by this.
    private Optional<String> written = Optional.empty();
    private boolean quiet;

    @Inject
    StoreLog(SharedStore store, WriteBack writeBack) {
        this.store = store;
        this.writeBack = writeBack;
        later.setKeepAliveTime(1, TimeUnit.SECONDS);
        later.allowCoreThreadTimeOut(true);
    }

    void started(@Observes @Initialized(ApplicationScoped.class) Object application) {
        store.onState(state -> changed());
    }

    private synchronized void changed() {
        var now = store.state().flatMap(SharedStore.State::reason);
        if (quiet || now.equals(written)) {
            return;
        }
        write(now);
        written = now;
        quiet = true;
        if (!later.isShutdown()) {
            var unused = later.schedule(this::speakAgain, QUIET.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private synchronized void speakAgain() {
        quiet = false;
        changed();
    }

    private void write(Optional<String> reason) {
        if (reason.isPresent()) {
            LOG.log(
                    reason.get().equals(MISCONFIGURED) ? System.Logger.Level.ERROR : System.Logger.Level.WARNING,
                    "[UPSTASH] The shared store is away ({0}); going on in memory",
                    reason.get());
        } else {
            LOG.log(
                    System.Logger.Level.INFO,
                    "[UPSTASH] The shared store is back; {0} changes are written to it",
                    String.valueOf(writeBack.pending()));
        }
    }

    @PreDestroy
    void stop() {
        later.shutdownNow();
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "tripod-store-log");
        thread.setDaemon(true);
        return thread;
    }
}
