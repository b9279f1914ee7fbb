package dev.tripod.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A failure as RFC 9457 describes it, with the id under which the log knows the request. */
record ProblemDocument(String type, String title, int status, String detail, String requestId) {
    static final String MEDIA_TYPE = "application/problem+json";

    static ProblemDocument of(Failure failure, RequestId request) {
        var problem = failure.problem();
        return new ProblemDocument(
                problem.type(), problem.title(), problem.status(), failure.detail(), request.value());
    }

    /** As bytes and not through the JAX-RS runtime, so that filters and every runtime write the same. */
    byte[] json() {
        try {
            return JsonProvider.MAPPER.writeValueAsString(this).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
