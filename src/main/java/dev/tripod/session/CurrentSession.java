package dev.tripod.session;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;

/** The session of the HTTP request being served, fed by the first filter. */
@RequestScoped
public class CurrentSession {
    /** The session, if the request brought the cookie of a live one. */
    public Optional<Session> find() {
        throw new UnsupportedOperationException();
    }

    /** The session, or the problem {@code SESSION_MISSING}. */
    public Session require() {
        throw new UnsupportedOperationException();
    }

    /** Makes this the current session and lets the answer set its cookie. */
    public void begin(SessionService.Started started) {
        throw new UnsupportedOperationException();
    }
}
