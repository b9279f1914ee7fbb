package dev.tripod.problem;

import java.time.Duration;
import java.util.Optional;

/** Says that a request failed in a way its caller should learn about; the detail is shown to the client. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Problem problem;
    private final String detail;
    private final Optional<Duration> retryAfter;

    public ProblemException(Problem problem) {
        this(problem, problem.title());
    }

    public ProblemException(Problem problem, String detail) {
        this(problem, detail, Optional.empty());
    }

    /** A failure that may be over after the given time; it travels as {@code Retry-After}, rounded up to seconds. */
    public static ProblemException retryable(Problem problem, String detail, Duration retryAfter) {
        return new ProblemException(problem, detail, Optional.of(retryAfter));
    }

    private ProblemException(Problem problem, String detail, Optional<Duration> retryAfter) {
        super(detail);
        this.problem = problem;
        this.detail = detail;
        this.retryAfter = retryAfter;
    }

    public Problem problem() {
        return problem;
    }

    /** What is wrong, in words for the client. */
    public String detail() {
        return detail;
    }

    /** When to try again, where that is known. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
