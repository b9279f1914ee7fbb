package dev.tripod.web;

import dev.tripod.problem.Problem;
import dev.tripod.session.CurrentSession;
import dev.tripod.session.OriginPolicy;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;

/**
 * Keeps foreign web pages from using a visitor's session, and lets pages of the configured origins read answers.
 * The cache API takes no cookie and needs neither.
 */
public class OriginFilter extends HttpFilter {
    private static final long serialVersionUID = 1;
    private static final Set<String> CHANGES_NOTHING = Set.of("GET", "HEAD", "OPTIONS");

    @Inject
    transient OriginPolicy origins;

    @Inject
    transient CurrentSession session;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var path = RequestPath.of(request);
        var origin = header(request, "Origin");
        var mayRead = origins.allowsReading(origin);
        if (!path.isApi() || path.isCacheApi()) {
            chain.doFilter(request, response);
            return;
        }
        response.addHeader("Vary", "Origin");
        if (mayRead) {
            response.setHeader("Access-Control-Allow-Origin", origin);
            response.setHeader("Access-Control-Allow-Credentials", "true");
            response.setHeader("Access-Control-Expose-Headers", "Retry-After, " + RequestId.HEADER);
        }
        if (isPreflight(request)) {
            preflight(request, response, mayRead);
        } else if (usesSession(request) && !allowed(request, origin)) {
            ProblemWriter.write(request, response, Failure.of(Problem.CROSS_ORIGIN));
        } else {
            chain.doFilter(request, response);
        }
    }

    private static boolean isPreflight(HttpServletRequest request) {
        return request.getMethod().equals("OPTIONS")
                && !header(request, "Access-Control-Request-Method").isEmpty();
    }

    private static void preflight(HttpServletRequest request, HttpServletResponse response, boolean mayRead)
            throws IOException {
        if (!mayRead) {
            ProblemWriter.write(request, response, Failure.of(Problem.CROSS_ORIGIN));
            return;
        }
        response.setHeader("Access-Control-Allow-Methods", "GET, HEAD, POST, PATCH, DELETE");
        response.setHeader("Access-Control-Allow-Headers", "Content-Type, X-Requested-With");
        response.setHeader("Access-Control-Max-Age", "600");
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    private boolean usesSession(HttpServletRequest request) {
        return session.hasCookie()
                && !CHANGES_NOTHING.contains(request.getMethod())
                && !header(request, "Authorization").regionMatches(true, 0, "Bearer ", 0, 7);
    }

    private boolean allowed(HttpServletRequest request, String origin) {
        return origins.allowsCall(origin, header(request, "Sec-Fetch-Site"), header(request, "X-Requested-With"));
    }

    private static String header(HttpServletRequest request, String name) {
        return Objects.requireNonNullElse(request.getHeader(name), "");
    }
}
