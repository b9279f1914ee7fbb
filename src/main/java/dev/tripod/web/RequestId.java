package dev.tripod.web;

import dev.tripod.session.RandomIds;
import jakarta.servlet.ServletRequest;

/** Names a request in its answer and in the log. Clients have no say in it. */
record RequestId(String value) {
    /** The answer's header of it. */
    static final String HEADER = "X-Request-Id";

    private static final String ATTRIBUTE = "dev.tripod.requestId";

    /** The id of a request, made at the first call. */
    static RequestId of(ServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof RequestId known) {
            return known;
        }
        var fresh = new RequestId(RandomIds.base64url(12));
        request.setAttribute(ATTRIBUTE, fresh);
        return fresh;
    }
}
