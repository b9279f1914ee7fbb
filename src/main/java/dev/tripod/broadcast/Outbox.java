package dev.tripod.broadcast;

import dev.tripod.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Messages on their way out, in order: one request at a time, in which everything rides that came while the one before
 * was under way. A lone message waits for nothing; a burst costs little, since the time between requests doubles while
 * messages keep coming, up to a tenth of a second; what is urgent waits for the request under way alone. What is kept
 * goes out again when it could not. Thread-safe.
 */
final class Outbox {
    /** How many wait at most; of those that are kept the oldest goes first, the others are refused. */
    static final int MOST_WAITING = 10_000;

    private static final int CHARACTERS_AT_ONCE = 256 * 1024;
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);
    private static final Duration SHORTEST_PACE = Duration.ofMillis(25);
    private static final Duration LONGEST_PACE = Duration.ofMillis(100);

    /** What is done for a message. */
    enum Care {
        NONE,
        /** It keeps no pace. */
        HASTE,
        /** It goes out again when it could not. */
        KEPT
    }

    private record Waiting(String line, Care care, CompletableFuture<Void> sent) {
        boolean kept() {
            return care == Care.KEPT;
        }
    }

    private final Function<List<String>, CompletableFuture<?>> send;
    private final Delays delays;
    private final InstantSource clock;

    // Guarded by this.
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private boolean busy;
    /** Whether something goes on after a pause by itself. */
    private boolean paused;
    /** Whether something waits that keeps no pace. */
    private boolean urgent;

    private Duration pace = SHORTEST_PACE;
    private Instant sentAt = Instant.EPOCH;

    Outbox(Function<List<String>, CompletableFuture<?>> send, Delays delays, InstantSource clock) {
        this.send = send;
        this.delays = delays;
        this.clock = clock;
    }

    /** Sends a line; the future ends when it is on its way, or could not be sent the first time. */
    CompletableFuture<Void> send(String line, Care care) {
        var mine = new Waiting(line, care, new CompletableFuture<>());
        if (add(mine)) {
            next();
        } else {
            mine.sent.completeExceptionally(
                    new StoreException(StoreException.Reason.FULL, "Too many messages wait to be sent"));
        }
        return mine.sent;
    }

    private synchronized boolean add(Waiting mine) {
        if (waiting.size() >= MOST_WAITING && (!mine.kept() || waiting.pollFirst() == null)) {
            return false;
        }
        waiting.addLast(mine);
        urgent |= mine.care == Care.HASTE;
        return true;
    }

    private void next() {
        var pause = pause();
        if (pause.isPresent()) {
            delays.after(pause.get(), this::goOn);
        } else {
            sendWaiting();
        }
    }

    /** How long to wait until the next request may go out; asked once for each wait. */
    private synchronized Optional<Duration> pause() {
        var elapsed = Duration.between(sentAt, clock.instant());
        if (busy || paused || urgent || waiting.isEmpty() || elapsed.compareTo(pace) >= 0) {
            return Optional.empty();
        }
        paused = true;
        return Optional.of(elapsed.isNegative() ? pace : pace.minus(elapsed));
    }

    private void goOn() {
        synchronized (this) {
            paused = false;
        }
        sendWaiting();
    }

    private void sendWaiting() {
        var batch = take();
        if (!batch.isEmpty()) {
            var unused = send.apply(batch.stream().map(Waiting::line).toList())
                    .whenComplete((done, failure) -> finished(batch, failure));
        }
    }

    private synchronized List<Waiting> take() {
        var batch = new ArrayList<Waiting>();
        if (busy || (paused && !urgent)) {
            return batch;
        }
        var characters = 0;
        while (!waiting.isEmpty()) {
            characters += waiting.getFirst().line.length();
            if (!batch.isEmpty() && characters > CHARACTERS_AT_ONCE) {
                break;
            }
            batch.add(waiting.removeFirst());
        }
        urgent &= !waiting.isEmpty();
        busy = !batch.isEmpty();
        if (busy) {
            keepPace();
        }
        return batch;
    }

    /** Guarded by this. */
    private void keepPace() {
        var now = clock.instant();
        var slower = pace.multipliedBy(2);
        var lone = Duration.between(sentAt, now).compareTo(slower) > 0;
        pace = lone ? SHORTEST_PACE : slower.compareTo(LONGEST_PACE) < 0 ? slower : LONGEST_PACE;
        sentAt = now;
    }

    private void finished(List<Waiting> batch, @Nullable Throwable failure) {
        var again = failure != null && isAway(failure) ? keep(batch) : List.<Waiting>of();
        synchronized (this) {
            busy = false;
        }
        for (var one : batch) {
            if (failure == null) {
                one.sent.complete(null);
            } else {
                one.sent.completeExceptionally(failure);
            }
        }
        if (again.isEmpty()) {
            next();
        } else {
            delays.after(AGAIN_AFTER, this::next);
        }
    }

    private synchronized List<Waiting> keep(List<Waiting> batch) {
        var kept = batch.stream().filter(Waiting::kept).toList();
        for (var i = kept.size() - 1; i >= 0 && waiting.size() < MOST_WAITING; i--) {
            waiting.addFirst(kept.get(i));
        }
        return kept;
    }

    private static boolean isAway(Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof StoreException store && store.isAway();
    }
}
