package dev.tripod.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;

/** The decoded path of a request within the application, without path parameters, as all servers agree on it. */
record RequestPath(String value) {
    /** On the way to the error page it is the path that was asked for, as it was sent. */
    static RequestPath of(HttpServletRequest request) {
        if (request.getDispatcherType() == DispatcherType.ERROR
                && request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String asked) {
            return new RequestPath(asked.substring(
                    Math.min(asked.length(), request.getContextPath().length())));
        }
        return new RequestPath(request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), ""));
    }

    boolean isApi() {
        return under("/api");
    }

    /** The cache API has callers, errors and rules of its own. */
    boolean isCacheApi() {
        return under("/api/cache");
    }

    private boolean under(String folder) {
        return value.equals(folder) || value.startsWith(folder + "/");
    }
}
