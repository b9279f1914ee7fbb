package dev.tripod.web;

import dev.tripod.problem.Problem;
import dev.tripod.session.LogText;
import dev.tripod.session.SessionKey;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Writes down, once each, the refusals that may be somebody's attack: what, who as far as known, from where. */
final class SecurityLog {
    private static final System.Logger LOG = System.getLogger(SecurityLog.class.getName());
    private static final String CALLER = "dev.tripod.caller";

    private static final Set<Problem> WORTH_NOTING = EnumSet.of(
            Problem.FORBIDDEN, Problem.CROSS_ORIGIN, Problem.TOO_MANY, Problem.PAIRING_UNKNOWN, Problem.ROOM_UNKNOWN);

    private record KnownCaller(String address, Optional<SessionKey> session) {}

    private SecurityLog() {}

    /** Remembers who makes the request; the session is a claim that nobody has checked. */
    static void remember(ServletRequest request, String address, Optional<SessionKey> session) {
        request.setAttribute(CALLER, new KnownCaller(address, session));
    }

    /** Notes a refusal if it is worth it. */
    static void refused(HttpServletRequest request, Failure failure) {
        if (!(request.getAttribute(CALLER) instanceof KnownCaller caller)) {
            return;
        }
        var deadSession =
                failure.problem() == Problem.SESSION_MISSING && caller.session().isPresent();
        var wrongToken = failure.problem() == Problem.TOKEN_MISSING && request.getHeader("Authorization") != null;
        if (deadSession || wrongToken || WORTH_NOTING.contains(failure.problem())) {
            LOG.log(
                    deadSession ? System.Logger.Level.DEBUG : System.Logger.Level.INFO, // most are just over
                    "Refused {0} {1} as {2}: session {3}, address {4}, request {5}",
                    LogText.clean(request.getMethod()),
                    shortened(RequestPath.of(request).value()),
                    failure.problem(),
                    caller.session().map(SessionKey::toString).orElse("none"),
                    caller.address(),
                    RequestId.of(request).value());
        }
    }

    private static String shortened(String path) {
        return LogText.clean(path.replaceAll("([A-Za-z0-9_-]{4})[A-Za-z0-9_-]{12,}", "$1…"));
    }
}
