package dev.tripod.web;

import dev.tripod.problem.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.MappingMatch;
import java.io.IOException;
import java.util.Set;

/**
 * Refuses methods that nothing here serves and bodies of more than 64 KiB, whether they say their length or not. The
 * cache API bounds its bodies by itself.
 */
public class LimitsFilter extends HttpFilter {
    static final int MAX_BODY = 64 * 1024;

    private static final long serialVersionUID = 1;
    private static final Set<String> READING = Set.of("GET", "HEAD");

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!allowed(request)) {
            response.setHeader("Allow", String.join(", ", READING));
            ProblemWriter.write(request, response, Failure.of(Problem.METHOD_NOT_ALLOWED));
        } else if (RequestPath.of(request).isCacheApi()) {
            chain.doFilter(request, response);
        } else if (request.getContentLengthLong() > MAX_BODY) {
            ProblemWriter.write(request, response, Failure.of(Problem.TOO_LARGE));
        } else if (READING.contains(request.getMethod())) {
            chain.doFilter(request, response);
        } else {
            chain.doFilter(new LimitedRequest(request, MAX_BODY), response);
        }
    }

    /** Servers' own servlets for files answer POST like GET, and any servlet may answer TRACE. */
    private static boolean allowed(HttpServletRequest request) throws IOException {
        return READING.contains(request.getMethod())
                || (!request.getMethod().equals("TRACE") && !isServedByTheServer(request));
    }

    /** TomEE serves the REST interface by a filter, so that a mapping says nothing of it. */
    private static boolean isServedByTheServer(HttpServletRequest request) throws IOException {
        var match = request.getHttpServletMapping().getMappingMatch();
        return !RequestPath.of(request).isApi()
                && match != MappingMatch.PATH
                && (match != MappingMatch.EXACT || isFile(request));
    }

    /** Open Liberty gives a file that was served once a mapping of its own. */
    private static boolean isFile(HttpServletRequest request) throws IOException {
        return request.getServletContext().getResource(request.getServletPath()) != null;
    }
}
