package dev.tripod.web;

import dev.tripod.gateway.CacheErrors;
import dev.tripod.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Answers failures with problem documents, inside and outside of JAX-RS, and logs those that nobody expected. Callers of
 * the cache API get them in the form of that API's errors.
 */
final class ProblemWriter {
    private static final System.Logger LOG = System.getLogger(ProblemWriter.class.getName());

    private ProblemWriter() {}

    /** The JAX-RS answer to something thrown. */
    static Response response(HttpServletRequest request, Throwable thrown) {
        var failure = logged(request, thrown);
        SecurityLog.refused(request, failure);
        var response =
                Response.status(failure.problem().status()).type(type(request)).entity(body(request, failure));
        headers(failure).forEach(response::header);
        return response.build();
    }

    /** Answers something thrown, unless the answer is on its way already. */
    static void write(HttpServletRequest request, HttpServletResponse response, Throwable thrown) throws IOException {
        write(request, response, logged(request, thrown));
    }

    /** Answers a failure, unless the answer is on its way already. */
    static void write(HttpServletRequest request, HttpServletResponse response, Failure failure) throws IOException {
        SecurityLog.refused(request, failure);
        if (response.isCommitted()) {
            return;
        }
        var body = body(request, failure);
        response.resetBuffer();
        response.setStatus(failure.problem().status());
        response.setContentType(type(request));
        if (String.valueOf(response.getContentType()).contains("charset=")) { // Payara keeps one from before a dispatch
            response.setCharacterEncoding("UTF-8");
        }
        response.setContentLength(body.length);
        headers(failure).forEach(response::setHeader);
        response.getOutputStream().write(body);
    }

    private static String type(HttpServletRequest request) {
        return RequestPath.of(request).isCacheApi() ? CacheErrors.MEDIA_TYPE : ProblemDocument.MEDIA_TYPE;
    }

    private static byte[] body(HttpServletRequest request, Failure failure) {
        return RequestPath.of(request).isCacheApi()
                ? CacheErrors.body(failure.problem().status(), failure.detail())
                : ProblemDocument.of(failure, RequestId.of(request)).json();
    }

    private static Failure logged(HttpServletRequest request, Throwable thrown) {
        var failure = Failure.of(thrown);
        if (failure.problem() == Problem.INTERNAL) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "Request " + RequestId.of(request).value() + " failed",
                    thrown);
        }
        Failure.refusalByStore(thrown)
                .ifPresent(word -> LOG.log(
                        System.Logger.Level.ERROR,
                        "The store refused a command of request {0}: {1}",
                        RequestId.of(request).value(),
                        word));
        return failure;
    }

    private static Map<String, String> headers(Failure failure) {
        var headers = new HashMap<String, String>();
        failure.retryAfter().ifPresent(wait -> headers.put(HttpHeaders.RETRY_AFTER, seconds(wait)));
        if (failure.problem() == Problem.TOKEN_MISSING) {
            headers.put(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        return headers;
    }

    private static String seconds(Duration wait) {
        return Long.toString(Math.max(1, wait.plusNanos(999_999_999).toSeconds()));
    }
}
