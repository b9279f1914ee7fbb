package dev.tripod.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Names the request and answers whatever nothing further in has answered. */
public class LastResortFilter extends HttpFilter {
    private static final long serialVersionUID = 1;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.setHeader(RequestId.HEADER, RequestId.of(request).value());
        try {
            chain.doFilter(request, response);
        } catch (ServletException | RuntimeException thrown) {
            ProblemWriter.write(request, response, thrown);
        }
    }
}
