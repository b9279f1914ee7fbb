package dev.tripod.session;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The life of sessions. Methods throw {@link dev.tripod.problem.ProblemException} with {@code UNAVAILABLE} when the
 * store cannot answer, which is never the same as an absent session.
 */
@Singleton
public final class SessionService {
    /** A session just made or rotated, with the cookie that now opens it. */
    public record Started(SessionCookie cookie, Session session) {}

    /** Starts a session; the name is already cleaned. */
    public Started start(SessionKind kind, Optional<String> name) {
        throw new UnsupportedOperationException();
    }

    /** Finds the live session of a cookie and counts this as use. */
    public Optional<Session> find(SessionCookie cookie) {
        throw new UnsupportedOperationException();
    }

    /** Counts an open socket as use; answers the key to go on with (it changes with a rotation), or empty when the session is over. */
    public Optional<SessionKey> touch(SessionKey key) {
        throw new UnsupportedOperationException();
    }

    /** Calls the listener whenever a session has ended before its time, on whichever instance. */
    public void onEnd(Consumer<SessionId> listener) {
        throw new UnsupportedOperationException();
    }
}
