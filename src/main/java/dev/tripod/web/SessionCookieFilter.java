package dev.tripod.web;

import dev.tripod.session.CurrentSession;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;

/** Hands out and takes back the session cookie, whichever resource began or ended the session. */
@Provider
public class SessionCookieFilter implements ContainerResponseFilter {
    @Inject
    CurrentSession session;

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        session.setCookie().ifPresent(cookie -> response.getHeaders().add(HttpHeaders.SET_COOKIE, cookie));
    }
}
