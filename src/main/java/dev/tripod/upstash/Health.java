package dev.tripod.upstash;

import dev.tripod.upstash.UpstashException.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Feeds the circuit breaker with what requests came to, probes while it is open, and tells listeners. Callers' commands
 * are never probes: they fail at once while the breaker is open. Thread-safe.
 */
final class Health {
    /** What the service says about single commands proves that it lives. */
    private static final Set<Kind> SIGNS_OF_LIFE =
            Set.of(Kind.REFUSED, Kind.PERMISSION, Kind.STORAGE_FULL, Kind.TOO_LARGE);

    private final CircuitBreaker breaker;
    private final Supplier<CompletableFuture<List<Reply>>> ping;
    private final Workers workers;
    private final RequestMeter meter;
    private final List<Consumer<BreakerState>> listeners = new CopyOnWriteArrayList<>();

    Health(CircuitBreaker breaker, Supplier<CompletableFuture<List<Reply>>> ping, Workers workers, RequestMeter meter) {
        this.breaker = breaker;
        this.ping = ping;
        this.workers = workers;
        this.meter = meter;
    }

    BreakerState state() {
        return breaker.state();
    }

    boolean isOpen() {
        return breaker.isOpen();
    }

    void listen(Consumer<BreakerState> listener) {
        listeners.add(listener);
    }

    /** A request was answered; a quota that is used up stands in the replies. */
    void answered(List<Reply> replies) {
        replies.stream()
                .filter(Answers::isOfTheService)
                .map(reply -> UpstashException.refused(((Reply.Failure) reply).text()))
                .findFirst()
                .ifPresentOrElse(this::failed, this::succeeded);
    }

    private void succeeded() {
        meter.answered();
        breaker.succeeded();
    }

    void failed(UpstashException failure) {
        meter.failed(failure);
        if (SIGNS_OF_LIFE.contains(failure.kind())) {
            breaker.succeeded();
        } else if (breaker.failed(failure)) {
            probeAfter(breaker.untilProbe());
            changed();
        }
    }

    /** The very first request failed: nobody knows that the service ever worked, so it is left alone at once. */
    void failedAtStart(UpstashException failure) {
        if (!SIGNS_OF_LIFE.contains(failure.kind()) && breaker.open(failure)) {
            probeAfter(breaker.untilProbe());
            changed();
        }
    }

    private void probeAfter(Duration wait) {
        var unused = workers.after(wait, this::probe);
    }

    private void probe() {
        var unused = ping.get().thenApply(Answers::accepted).whenComplete((replies, failure) -> {
            if (failure == null) {
                meter.answered();
            } else {
                meter.failed(Transport.explained(failure));
            }
            if (failure == null
                    || SIGNS_OF_LIFE.contains(Transport.explained(failure).kind())) {
                breaker.recovered();
                changed();
                return;
            }
            var before = breaker.state();
            breaker.probeFailed(Transport.explained(failure));
            probeAfter(breaker.untilProbe());
            if (!breaker.state().equals(before)) {
                changed();
            }
        });
    }

    /** On a worker and with the state as it is then, so that the last word is never an old one. */
    private void changed() {
        workers.execute(() -> listeners.forEach(listener -> listener.accept(breaker.state())));
    }
}
