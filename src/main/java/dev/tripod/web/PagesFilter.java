package dev.tripod.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** Serves the pages under their addresses, which have no suffix. */
public class PagesFilter extends HttpFilter {
    private static final long serialVersionUID = 1;
    private static final Map<String, String> FILES = Map.of(
            "", "/index.html",
            "/", "/index.html",
            "/camera", "/camera.html",
            "/room", "/room.html",
            "/status", "/status.html",
            "/favicon.ico", "/icons/favicon.svg");

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var file = FILES.get(RequestPath.of(request).value());
        if (file == null) {
            chain.doFilter(request, response);
        } else {
            request.getRequestDispatcher(file).forward(request, response);
        }
    }
}
