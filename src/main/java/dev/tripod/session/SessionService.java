package dev.tripod.session;

import dev.tripod.broadcast.Broadcaster;
import dev.tripod.broadcast.Envelope;
import dev.tripod.broadcast.Topic;
import dev.tripod.config.Settings;
import dev.tripod.problem.Problem;
import dev.tripod.problem.ProblemException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The life of sessions. When the store cannot answer, its exception passes through (outside it becomes 503): that is
 * never the same as an absent session.
 */
@Singleton
public final class SessionService {
    private static final Topic ENDED = new Topic("sessions");
    /** Use is written down at most every such part of the idle time. */
    private static final int TOUCHES_PER_IDLE_TIME = 10;

    private final SessionRecords records;
    private final Broadcaster broadcaster;
    private final Settings.Sessions settings;
    private final SessionCounts counts;
    private final InstantSource clock;

    /** A session just made or rotated, with the cookie that now opens it. */
    public record Started(SessionCookie cookie, Session session) {}

    @Inject
    SessionService(
            SessionRecords records,
            Broadcaster broadcaster,
            Settings settings,
            SessionCounts counts,
            InstantSource clock) {
        this.records = records;
        this.broadcaster = broadcaster;
        this.settings = settings.sessions();
        this.counts = counts;
        this.clock = clock;
    }

    /** Starts a session; the name is already cleaned. */
    public Started start(SessionKind kind, Optional<String> name) {
        var cookie = SessionCookie.random();
        var key = SessionKey.of(cookie);
        var session = SessionRecord.begin(kind, name, clock.instant(), settings.idle(), settings.max());
        records.add(key, session);
        counts.started(session);
        return new Started(cookie, session.at(key));
    }

    /**
     * Starts a session whose cookie and id the caller has made, or goes on with the one that was started so before;
     * empty when that one is over. So starting it again, after an answer was lost or at once twice, is no second start.
     */
    public Optional<Started> startOnce(SessionCookie cookie, SessionId id, SessionKind kind, Optional<String> name) {
        var key = SessionKey.of(cookie);
        var fresh = SessionRecord.begin(id, kind, name, clock.instant(), settings.idle(), settings.max());
        if (!records.addOnce(key, fresh)) {
            return find(cookie).map(session -> new Started(cookie, session));
        }
        counts.started(fresh);
        return Optional.of(new Started(cookie, fresh.at(key)));
    }

    /** Finds the live session of a cookie and counts this as use. */
    public Optional<Session> find(SessionCookie cookie) {
        var key = SessionKey.of(cookie);
        return records.find(key).flatMap(session -> use(key, session)).map(session -> session.at(key));
    }

    /**
     * Counts an open socket as use; answers the key to go on with (it changes with a rotation), or empty when the
     * session is over.
     */
    public Optional<SessionKey> touch(SessionKey key) {
        var session = records.find(key);
        var moved = session.flatMap(SessionRecord::next);
        if (moved.isPresent()) {
            return touch(moved.get());
        }
        return session.flatMap(found -> use(key, found)).map(used -> key);
    }

    private Optional<SessionRecord> use(SessionKey key, SessionRecord session) {
        var now = clock.instant();
        if (!session.liveAt(now)) {
            return Optional.empty();
        }
        counts.used(session);
        var lastTouched = session.idleEnd().minus(settings.idle());
        var due = settings.idle().dividedBy(TOUCHES_PER_IDLE_TIME);
        return Duration.between(lastTouched, now).compareTo(due) < 0
                ? Optional.of(session)
                : records.touch(key, settings.idle()).map(SessionRecords.Changed::after);
    }

    /** Changes a session; {@code SESSION_MISSING} when it ended or was rotated meanwhile. */
    Session change(Session session, SessionChange change) {
        return records.change(session.key(), (live, now) -> live.changed(change, now))
                .orElseThrow(SessionService::missing)
                .after()
                .at(session.key());
    }

    /**
     * Moves a session to a new cookie. The new place is filled before the old one is left, so that a failure in
     * between loses nobody; of two at once the later one finds the old place left and is {@code SESSION_MISSING}.
     */
    Started rotate(Session session) {
        var cookie = SessionCookie.random();
        var key = SessionKey.of(cookie);
        var copied = records.find(session.key()).orElseThrow(SessionService::missing);
        records.add(key, copied);
        var left = records.change(session.key(), (live, now) -> live.movedTo(key, now));
        if (left.isEmpty()) {
            records.drop(key);
            throw missing();
        }
        var latest = left.get().before();
        if (!latest.equals(copied)) { // written to while it was copied; it may have ended since, which stays
            var unused = records.change(key, (live, now) -> latest);
        }
        counts.rotated();
        return new Started(cookie, latest.at(key));
    }

    /** Ends a session for good, wherever rotations have taken it, and tells all instances. */
    void end(SessionKey key) {
        var ended = records.end(key);
        ended.ifPresentOrElse(
                change -> ended(change.after().id()),
                () -> records.find(key).flatMap(SessionRecord::next).ifPresent(this::end));
    }

    private void ended(SessionId session) {
        counts.ended(session);
        broadcaster.announce(ENDED, session.value());
    }

    /**
     * Calls the listener whenever a session has been ended before its time, on whichever instance, until the
     * subscription is closed. Instances listen only while they have somebody to tell. After messages of other instances
     * did not arrive for a while, the second one is called: sessions may have been ended meanwhile.
     */
    public Broadcaster.Subscription onEnd(Consumer<SessionId> ended, Runnable missed) {
        return broadcaster.subscribe(ENDED, new Broadcaster.Listener() {
            @Override
            public void received(Envelope envelope) {
                ended.accept(new SessionId(envelope.payload()));
            }

            @Override
            public void gap() {
                missed.run();
            }
        });
    }

    private static ProblemException missing() {
        return new ProblemException(Problem.SESSION_MISSING);
    }
}
