package dev.tripod.upstash;

import java.time.Duration;
import java.util.Optional;

/**
 * Says that commands got no replies. Its message is in plain words and holds no key, value, token or address; {@link
 * #text} is the service's own and may quote what was sent, so it belongs in no log.
 */
public final class UpstashException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What went wrong, as far as it can be acted on. */
    public enum Kind {
        /** No connection came about. */
        UNREACHABLE,
        /** Nothing was sent: too much waits already, or the client is closed. */
        BUSY,
        /** Nothing was sent: the circuit breaker is open. */
        OPEN,
        /** There was no whole answer in time. */
        TIMEOUT,
        /** The connection broke before the answer was whole. */
        OUTCOME_UNKNOWN,
        /** The answer makes no sense. */
        GARBAGE,
        /** The token is not accepted, or something else than the service answers at its address. */
        MISCONFIGURED,
        /** The token may not do this. */
        PERMISSION,
        /** The quota of requests is used up. */
        QUOTA,
        /** The request, the answer, a key or a value is too large. */
        TOO_LARGE,
        /** There is no room for more data; reading and deleting go on. */
        STORAGE_FULL,
        /** The service is overloaded or in trouble: status 429 or 5xx. */
        TRANSIENT,
        /** The service refused the commands as a whole. */
        REFUSED
    }

    private final Kind kind;
    private final boolean mayHaveRun;
    private final Optional<Duration> retryAfter;
    private final Optional<String> text;

    private UpstashException(
            Kind kind, boolean mayHaveRun, String message, Optional<Duration> retryAfter, Optional<String> text) {
        super(
                message, null, false,
                false); // outcomes of a remote service; a stack trace would tell of our threads only
        this.kind = kind;
        this.mayHaveRun = mayHaveRun;
        this.retryAfter = retryAfter;
        this.text = text;
    }

    /** Nothing ran. */
    static UpstashException notRun(Kind kind, String message) {
        return new UpstashException(kind, false, message, Optional.empty(), Optional.empty());
    }

    static UpstashException open() {
        return notRun(Kind.OPEN, "the service is in trouble and left alone for a while");
    }

    /** Some or all of the commands may have run. */
    static UpstashException unknown(Kind kind, String message) {
        return new UpstashException(kind, true, message, Optional.empty(), Optional.empty());
    }

    static UpstashException transientFault(boolean mayHaveRun, String message, Optional<Duration> retryAfter) {
        return new UpstashException(Kind.TRANSIENT, mayHaveRun, message, retryAfter, Optional.empty());
    }

    /** The service said no; an answer that became too large comes from commands that ran. */
    static UpstashException refused(String text) {
        var kind = kindOf(text);
        return new UpstashException(
                kind, kind == Kind.TOO_LARGE, ServiceTexts.plain(kind), Optional.empty(), Optional.of(text));
    }

    /** The same, where other commands of the same caller have run before. */
    UpstashException afterOthersRan() {
        return new UpstashException(kind, true, String.valueOf(getMessage()), retryAfter, text);
    }

    /** What the text of a {@link Reply.Failure} means; {@link Kind#REFUSED} when it concerns its command alone. */
    public static Kind kindOf(String text) {
        return ServiceTexts.kindOf(text);
    }

    public Kind kind() {
        return kind;
    }

    /** Whether commands may have run all the same; when false, nothing did. */
    public boolean mayHaveRun() {
        return mayHaveRun;
    }

    /** How long the service asked not to be asked again. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /** The service's own words, where it refused. */
    public Optional<String> text() {
        return text;
    }
}
