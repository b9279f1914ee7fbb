package dev.tripod.status;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Remembers when the application started. */
@Singleton
final class ApplicationStart {
    private final Instant moment;
    private final InstantSource clock;

    @Inject
    ApplicationStart(InstantSource clock) {
        this.clock = clock;
        this.moment = clock.instant();
    }

    /** Being called is what matters: it has the container make this object then. */
    void notice(@Observes @Initialized(ApplicationScoped.class) Object application) {}

    Instant moment() {
        return moment;
    }

    Duration uptime() {
        return Duration.between(moment, clock.instant());
    }
}
