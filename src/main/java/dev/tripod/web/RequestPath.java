package dev.tripod.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;

/** The decoded path of a request within the application, without path parameters, as all servers agree on it. */
record RequestPath(String value) {
    private static final String ATTRIBUTE = "dev.tripod.requestPath";

    /**
     * The path that was asked for, found out at the first call: an error page is of the request that it answers, and what
     * Open Liberty injects into providers cannot tell the path of a request that a filter has wrapped.
     */
    static RequestPath of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof RequestPath known) {
            return known;
        }
        var path = new RequestPath(asked(request));
        request.setAttribute(ATTRIBUTE, path);
        return path;
    }

    /** Of an error that the server found before anything of ours was called it is the path as it was sent. */
    private static String asked(HttpServletRequest request) {
        if (request.getDispatcherType() == DispatcherType.ERROR
                && request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String asked) {
            return asked.substring(
                    Math.min(asked.length(), request.getContextPath().length()));
        }
        return request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), "");
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
