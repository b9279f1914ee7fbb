package dev.tripod.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;

/** The decoded path of a request within the application, without path parameters, as all servers agree on it. */
record RequestPath(String value) {
    static RequestPath of(HttpServletRequest request) {
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
