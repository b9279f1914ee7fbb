package dev.tripod.broadcast;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** When this server has to say again that it lives: sooner while something happens on it. Thread-safe. */
final class OwnPings {
    private final Duration active;
    private final Duration idle;
    private final InstantSource clock;

    // Guarded by this.
    /** When it last said anything that others heard. */
    private Instant spoke;
    /** When something last happened. */
    private Instant lively;
    /** After which time it said that it would speak again. */
    private Duration promised;

    OwnPings(Duration active, Duration idle, InstantSource clock) {
        this.active = active;
        this.idle = idle;
        this.clock = clock;
        this.spoke = clock.instant();
        this.lively = spoke;
        this.promised = active;
    }

    /** As if it had just spoken for the first time. */
    synchronized void begin() {
        spoke();
        promised = active;
    }

    /** It has said something else. */
    synchronized void spoke() {
        spoke = clock.instant();
        lively = spoke;
    }

    /** Something happens. */
    synchronized void lively() {
        lively = clock.instant();
    }

    synchronized boolean due() {
        return !spoke.plus(promised).isAfter(clock.instant());
    }

    /** It pings now; answers after which time it promises to speak again. */
    synchronized Duration next() {
        promised = lively.plus(idle).isAfter(clock.instant()) ? active : idle;
        spoke = clock.instant();
        return promised;
    }
}
