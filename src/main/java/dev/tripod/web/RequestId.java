package dev.tripod.web;

import dev.tripod.session.RandomIds;
import jakarta.servlet.ServletRequest;
import java.util.Optional;

/** Names a request in its answer and in the log. Clients have no say in it. */
record RequestId(String value) {
    /** The answer's header of it. */
    static final String HEADER = "X-Request-Id";

    private static final String ATTRIBUTE = "dev.tripod.requestId";
    /** Set by the outermost filter while the thread serves a request. */
    private static final ThreadLocal<RequestId> CURRENT = new ThreadLocal<>();

    /** The id of a request, made at the first call. */
    static RequestId of(ServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof RequestId known) {
            return known;
        }
        var fresh = new RequestId(RandomIds.base64url(12));
        request.setAttribute(ATTRIBUTE, fresh);
        return fresh;
    }

    /** The calling thread serves a request from now on. */
    static void begin(ServletRequest request) {
        CURRENT.set(of(request));
    }

    /** It does so no more. */
    static void end() {
        CURRENT.remove();
    }

    /** The request that the calling thread serves. */
    static Optional<RequestId> current() {
        return Optional.ofNullable(CURRENT.get());
    }
}
