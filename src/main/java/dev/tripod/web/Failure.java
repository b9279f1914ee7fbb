package dev.tripod.web;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tripod.problem.Problem;
import dev.tripod.problem.ProblemException;
import dev.tripod.store.StoreException;
import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a client is told about something that went wrong, whoever threw it. */
record Failure(Problem problem, String detail, Optional<Duration> retryAfter) {
    private static final Duration STORE_MAY_BE_BACK = Duration.ofSeconds(2);
    private static final Duration STORE_MAY_HAVE_ROOM = Duration.ofSeconds(60);
    private static final int CAUSES_LOOKED_AT = 10;

    /** Looks through wrappers such as a cache's or the JAX-RS runtime's for a cause that we have words for. */
    static Failure of(Throwable thrown) {
        var causes = causes(thrown);
        return Stream.concat(causes.stream().filter(ProblemException.class::isInstance), causes.stream())
                .flatMap(cause -> known(cause).stream())
                .findFirst()
                .orElseGet(() -> of(Problem.INTERNAL));
    }

    private static List<Throwable> causes(Throwable thrown) {
        return Stream.<Throwable>iterate(thrown, cause -> cause != null, Throwable::getCause)
                .limit(CAUSES_LOOKED_AT)
                .toList();
    }

    /** With which word the store refused a command, if that is what happened; its further words may repeat a value. */
    static Optional<String> refusalByStore(Throwable thrown) {
        return causes(thrown).stream()
                .filter(cause ->
                        cause instanceof StoreException store && store.reason() == StoreException.Reason.REFUSED)
                .findFirst()
                .map(cause -> String.valueOf(cause.getMessage()).replaceFirst("(?s)^([A-Z]{2,}) .*", "$1"));
    }

    /** A refusal that a server or the JAX-RS runtime made by itself. */
    static Failure of(int status) {
        return of(
                switch (status) {
                    case 401 -> Problem.SESSION_MISSING;
                    case 403 -> Problem.FORBIDDEN;
                    case 404 -> Problem.NOT_FOUND;
                    case 405, 501 -> Problem.METHOD_NOT_ALLOWED; // servlets answer 501 to methods that they do not know
                    case 406 -> Problem.NOT_ACCEPTABLE;
                    case 413 -> Problem.TOO_LARGE;
                    case 415 -> Problem.UNSUPPORTED_TYPE;
                    default -> status < 500 ? Problem.MALFORMED : Problem.INTERNAL;
                });
    }

    static Failure of(Problem problem) {
        return new Failure(problem, problem.title(), Optional.empty());
    }

    private static Optional<Failure> known(Throwable thrown) {
        if (thrown instanceof ProblemException problem) {
            return Optional.of(new Failure(problem.problem(), problem.detail(), problem.retryAfter()));
        }
        if (thrown instanceof StoreException store) {
            return Optional.of(ofStore(store.reason()));
        }
        if (thrown instanceof JsonProcessingException json) {
            return Optional.of(ofJson(json));
        }
        if (thrown instanceof WebApplicationException answer) {
            return Optional.of(of(answer.getResponse().getStatus()));
        }
        return Optional.empty();
    }

    private static Failure ofStore(StoreException.Reason reason) {
        return switch (reason) {
            case UNAVAILABLE, OUTCOME_UNKNOWN, READ_ONLY, REFUSED -> retryable(Problem.UNAVAILABLE, STORE_MAY_BE_BACK);
            case FULL -> retryable(Problem.STORE_FULL, STORE_MAY_HAVE_ROOM);
        };
    }

    private static Failure retryable(Problem problem, Duration retryAfter) {
        return new Failure(problem, problem.title(), Optional.of(retryAfter));
    }

    /** What was received is the client's fault, what could not be written is ours. */
    private static Failure ofJson(JsonProcessingException json) {
        if (json.getProcessor() instanceof JsonGenerator) {
            return of(Problem.INTERNAL);
        }
        return json instanceof JsonParseException
                ? new Failure(Problem.MALFORMED, "The body is not valid JSON", Optional.empty())
                : new Failure(Problem.INVALID, "The body does not have the expected form", Optional.empty());
    }
}
