package dev.tripod.upstash;

import dev.tripod.upstash.UpstashException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Decides which calls of a request that failed are tried once more, and when. */
record SecondTry(Duration pause, List<Call> calls) {
    static final SecondTry NONE = new SecondTry(Duration.ZERO, List.of());

    private static final Set<Kind> PASSING =
            Set.of(Kind.UNREACHABLE, Kind.TIMEOUT, Kind.OUTCOME_UNKNOWN, Kind.GARBAGE, Kind.TRANSIENT);
    /** One call may have brought these upon all that shared its request. */
    private static final Set<Kind> OF_ONE_CALL =
            Set.of(Kind.REFUSED, Kind.TOO_LARGE, Kind.PERMISSION, Kind.STORAGE_FULL);

    private static final int PAUSE_MILLISECONDS = 50;
    /** A second try with less time than this is not worth it. */
    private static final Duration LEAST_TRY = Duration.ofMillis(50);

    /** Those that are safe to repeat and have time left after the pause, which the service may have asked for. */
    static SecondTry of(Batch batch, UpstashException failure, Instant now) {
        var pause = failure.retryAfter().orElseGet(SecondTry::jittered);
        var isWorthIt =
                PASSING.contains(failure.kind()) || (batch.calls().size() > 1 && OF_ONE_CALL.contains(failure.kind()));
        var calls = batch.calls().stream()
                .filter(call -> isWorthIt && call.mayRepeat(failure))
                .filter(call -> call.left(now).minus(pause).compareTo(LEAST_TRY) > 0)
                .toList();
        return new SecondTry(pause, calls);
    }

    private static Duration jittered() {
        return Duration.ofMillis(ThreadLocalRandom.current().nextInt(PAUSE_MILLISECONDS / 2, PAUSE_MILLISECONDS * 2));
    }
}
