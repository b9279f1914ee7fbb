package dev.tripod.session;

import dev.tripod.problem.Problem;
import dev.tripod.problem.ProblemException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The session of the HTTP request being served. The first filter hands over the cookie; the store is asked when
 * somebody first wants to know, so that pages and pictures cost nothing.
 */
@RequestScoped
public class CurrentSession {
    private static final System.Logger LOG = System.getLogger(CurrentSession.class.getName());

    @Inject
    SessionService sessions;

    @Inject
    SessionCookies cookies;

    @Inject
    Caller caller;

    private @Nullable SessionCookie cookie;
    private boolean lookedUp;
    private Optional<Session> session = Optional.empty();
    private @Nullable String setCookie;

    /** Sets the cookie that the request brought; called once, before anybody asks. */
    public void comesWith(SessionCookie brought) {
        cookie = brought;
    }

    /** Whether the request brought a well-formed cookie, of a live session or not. */
    public boolean hasCookie() {
        return cookie != null;
    }

    /** The session, if the request brought the cookie of a live one. */
    public Optional<Session> find() {
        if (!lookedUp && cookie != null) {
            session = sessions.find(cookie);
        }
        lookedUp = true;
        return session;
    }

    /** The session, or the problem {@code SESSION_MISSING}. */
    public Session require() {
        return find().orElseThrow(() -> new ProblemException(Problem.SESSION_MISSING));
    }

    /** Makes this the current session and lets the answer set its cookie. */
    public void begin(SessionService.Started started) {
        lookedUp = true;
        session = Optional.of(started.session());
        setCookie = cookies.issue(started);
        note("began", started.session());
    }

    /** Ends the session, if there is one, and lets the answer clear the cookie. */
    public void end() {
        find().ifPresent(this::end);
        session = Optional.empty();
        setCookie = cookies.clear();
    }

    private void end(Session live) {
        sessions.end(live.key());
        note("ended", live);
    }

    private void note(String what, Session subject) {
        LOG.log(System.Logger.Level.DEBUG, "Session {0} {1}, address {2}", subject.key(), what, caller.address());
    }

    /** What the answer's {@code Set-Cookie} says, if anything. */
    public Optional<String> setCookie() {
        return Optional.ofNullable(setCookie);
    }
}
