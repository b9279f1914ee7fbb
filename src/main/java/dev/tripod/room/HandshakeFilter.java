package dev.tripod.room;

import dev.tripod.problem.Problem;
import dev.tripod.problem.ProblemException;
import dev.tripod.session.Caller;
import dev.tripod.session.CurrentSession;
import dev.tripod.session.OriginPolicy;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** Refuses WebSocket handshakes before any endpoint runs: 403 by origin, 401 without a session, 429 over a limit. */
public class HandshakeFilter extends HttpFilter {
    private static final long serialVersionUID = 1;
    private static final String SOCKETS = "/ws/";

    @Inject
    transient OriginPolicy origins;

    @Inject
    transient CurrentSession session;

    @Inject
    transient Caller caller;

    @Inject
    transient RoomRegistry registry;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var path = request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), "");
        if (path.startsWith(SOCKETS)) {
            check(request);
        }
        chain.doFilter(request, response);
    }

    private void check(HttpServletRequest request) {
        if (!origins.allowsHandshake(Optional.ofNullable(request.getHeader("Origin")))) {
            throw new ProblemException(Problem.CROSS_ORIGIN);
        }
        if (request.getQueryString() != null) {
            throw new ProblemException(Problem.SESSION_MISSING, "A room's socket takes no query");
        }
        if (registry.full(new Visitor(session.require(), caller.address()))) {
            throw ProblemException.retryable(
                    Problem.TOO_MANY, "Too many sockets are open already", Duration.ofSeconds(10));
        }
    }
}
