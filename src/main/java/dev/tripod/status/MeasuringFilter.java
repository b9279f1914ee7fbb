package dev.tripod.status;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;

/** Measures how long requests take, and notes how they were answered. Handshakes of sockets end with the upgrade. */
public class MeasuringFilter extends HttpFilter {
    private static final long serialVersionUID = 1;

    @Inject
    transient Metrics metrics;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var begin = System.nanoTime();
        var route = Route.of(request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), ""));
        try {
            chain.doFilter(request, response);
        } finally {
            metrics.answered(
                    Route.method(request.getMethod()),
                    route.name(),
                    response.getStatus(),
                    Duration.ofNanos(System.nanoTime() - begin));
        }
    }
}
