package dev.tripod.room;

import dev.tripod.session.SessionKey;
import dev.tripod.session.SessionService;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.function.Consumer;

/**
 * Open sockets are use of their session: it is touched twice in its idle time, once for all of them, and found to be over
 * at its absolute end. The clock's thread calls it; the store is asked on others.
 */
final class SessionTouches {
    private static final System.Logger LOG = System.getLogger(SessionTouches.class.getName());
    private static final Duration DOUBTS_APART = Duration.ofMillis(500);
    /** Half an idle time later a session could be over. */
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final SessionService sessions;
    private final Duration idle;
    private final RoomThreads threads;
    private final InstantSource clock;
    private final Consumer<Visit> whenOver;

    /**
     * For sessions that live so long unused.
     *
     * @param whenOver is told of each visit whose session has ended, on whichever thread finds that out
     */
    SessionTouches(
            SessionService sessions,
            Duration idle,
            RoomThreads threads,
            InstantSource clock,
            Consumer<Visit> whenOver) {
        this.sessions = sessions;
        this.idle = idle;
        this.threads = threads;
        this.clock = clock;
        this.whenOver = whenOver;
    }

    void plan(Visit visit) {
        var next = clock.instant().plus(idle.dividedBy(2));
        var end = visit.visitor.session().absoluteEnd();
        visit.nextTouch = next.isBefore(end) ? next : end;
    }

    /** Some session may have ended unheard: they are touched soon, a few each second, so that it costs no burst. */
    void doubt(Collection<Visit> visits) {
        var now = clock.instant();
        var soon = new HashMap<SessionKey, Instant>();
        for (var visit : visits) {
            visit.touchBy(
                    soon.computeIfAbsent(visit.sessionKey, key -> now.plus(DOUBTS_APART.multipliedBy(soon.size()))));
        }
    }

    /** Touches the session of a visit, and of all others of the same session, if it is time. */
    void touchIfDue(Visit due, Collection<Visit> visits) {
        if (due.nextTouch.isAfter(clock.instant())) {
            return;
        }
        var key = due.sessionKey;
        var all = visits.stream().filter(visit -> visit.sessionKey.equals(key)).toList();
        all.forEach(this::plan);
        threads.executeBlocking(() -> touch(key, all));
    }

    private void touch(SessionKey key, List<Visit> all) {
        try {
            sessions.touch(key)
                    .ifPresentOrElse(
                            next -> all.forEach(visit -> visit.sessionKey = next), () -> all.forEach(whenOver));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "A session could not be touched; that is tried again soon", e);
            var again = clock.instant().plus(AGAIN);
            all.forEach(visit -> visit.touchBy(again));
        }
    }
}
