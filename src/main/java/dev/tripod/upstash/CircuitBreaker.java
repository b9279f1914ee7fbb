package dev.tripod.upstash;

import dev.tripod.upstash.UpstashException.Kind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Decides when the service is left alone: after five requests in a row that failed, or half of the last twenty; at once
 * when its quota is used up, its token is not accepted or it asks for more patience than callers have. Then only probes
 * go out, the first after two seconds and each further one after twice as long, up to thirty seconds, or four where the
 * service cannot be reached or says nothing; every five minutes for a quota, every minute for a token. One probe that succeeds closes it. Thread-safe; has no thread of its own.
 */
final class CircuitBreaker {
    static final int IN_A_ROW = 5;
    static final int WINDOW = 20;

    private static final Duration FIRST_WAIT = Duration.ofSeconds(2);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    /** For a service that cannot be reached or says nothing: probes burden it little, and its return is to be noticed. */
    private static final Duration LONGEST_WAIT_IN_SILENCE = Duration.ofSeconds(4);

    private static final Duration QUOTA_WAIT = Duration.ofMinutes(5);
    private static final Duration MISCONFIGURED_WAIT = Duration.ofMinutes(1);

    private final InstantSource clock;
    /** Written under this object's monitor, read by anyone. */
    private volatile BreakerState state;
    /** Whether each of the newest requests failed; guarded by this, as what follows. */
    private final Deque<Boolean> window = new ArrayDeque<>();

    private int inARow;
    private Duration wait = FIRST_WAIT;

    CircuitBreaker(InstantSource clock) {
        this.clock = clock;
        this.state = new BreakerState(Optional.empty(), clock.instant());
    }

    BreakerState state() {
        return state;
    }

    boolean isOpen() {
        return state.isOpen();
    }

    /** A request got an answer, whatever it said to single commands. */
    synchronized void succeeded() {
        if (!isOpen()) {
            inARow = 0;
            remember(false);
        }
    }

    /**
     * A request failed.
     *
     * @return whether this opened the breaker; {@link #untilProbe} tells when to probe
     */
    synchronized boolean failed(UpstashException failure) {
        if (isOpen()) {
            return false;
        }
        inARow++;
        remember(true);
        return (opensAtOnce(failure) || inARow >= IN_A_ROW || mostlyFailing()) && open(failure);
    }

    /** Opens for this reason, unless it is open. */
    synchronized boolean open(UpstashException failure) {
        if (isOpen()) {
            return false;
        }
        wait = waitAfter(failure, FIRST_WAIT);
        state = new BreakerState(Optional.of(BreakerState.Reason.of(failure)), clock.instant());
        return true;
    }

    /** A probe succeeded: ask again. */
    synchronized void recovered() {
        if (isOpen()) {
            window.clear();
            inARow = 0;
            state = new BreakerState(Optional.empty(), clock.instant());
        }
    }

    /** A probe failed: wait longer. */
    synchronized void probeFailed(UpstashException failure) {
        if (isOpen()) {
            wait = waitAfter(failure, shorter(wait.multipliedBy(2), longest(failure)));
            state = new BreakerState(Optional.of(BreakerState.Reason.of(failure)), state.since());
        }
    }

    /** How long after the last failure the next probe may go out. */
    synchronized Duration untilProbe() {
        return wait;
    }

    private void remember(boolean failure) {
        window.addLast(failure);
        if (window.size() > WINDOW) {
            window.removeFirst();
        }
    }

    private boolean mostlyFailing() {
        return window.size() == WINDOW
                && window.stream().filter(failure -> failure).count() * 2 >= WINDOW;
    }

    private static boolean opensAtOnce(UpstashException failure) {
        return failure.kind() == Kind.QUOTA
                || failure.kind() == Kind.MISCONFIGURED
                || failure.retryAfter().filter(CircuitBreaker::isLong).isPresent();
    }

    private static boolean isLong(Duration patience) {
        return patience.compareTo(FIRST_WAIT) >= 0;
    }

    private static Duration longest(UpstashException failure) {
        return switch (failure.kind()) {
            case UNREACHABLE, TIMEOUT -> LONGEST_WAIT_IN_SILENCE;
            default -> LONGEST_WAIT;
        };
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration waitAfter(UpstashException failure, Duration otherwise) {
        return switch (failure.kind()) {
            case QUOTA -> QUOTA_WAIT;
            case MISCONFIGURED -> MISCONFIGURED_WAIT;
            default ->
                failure.retryAfter()
                        .filter(asked -> asked.compareTo(otherwise) > 0)
                        .map(asked -> shorter(asked, QUOTA_WAIT))
                        .orElse(otherwise);
        };
    }
}
