package dev.tripod.web;

import dev.tripod.problem.Problem;
import dev.tripod.session.Caller;
import dev.tripod.session.CurrentSession;
import dev.tripod.session.SessionCookies;
import dev.tripod.session.SessionKey;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;

/** Tells the features who calls: the address, and the cookie if there is a well-formed one. */
public class CallerFilter extends HttpFilter {
    private static final long serialVersionUID = 1;

    @Inject
    transient Caller caller;

    @Inject
    transient CurrentSession session;

    @Inject
    transient SessionCookies cookies;

    @Inject
    transient Proxies proxies;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var address = proxies.address(request);
        var cookie = cookies.read(Collections.list(request.getHeaders("Cookie")));
        SecurityLog.remember(request, address, cookie.map(SessionKey::of));
        caller.comesFrom(address, proxies.url(request));
        cookie.ifPresent(session::comesWith);
        chain.doFilter(request, response);
        if (response.getStatus() == HttpServletResponse.SC_UNAUTHORIZED
                && RequestPath.of(request).isCacheApi()) { // its own refusals pass nobody else who would note them
            SecurityLog.refused(request, Failure.of(Problem.TOKEN_MISSING));
        }
    }
}
