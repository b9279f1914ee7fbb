package dev.tripod.broadcast;

import dev.tripod.store.StoreException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Appends the entries of one topic in the order in which they came: one request at a time, in which everything rides
 * that came while the one before was under way. While the store is away entries wait; one of which nobody knows whether
 * it was written is looked for before it is written again. Thread-safe.
 */
final class LogWriter {
    /** How many entries wait at most while the store is away; more are refused. */
    static final int MOST_WAITING = 256;

    private static final int MOST_AT_ONCE = 64;
    private static final int CHARACTERS_AT_ONCE = 256 * 1024;
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);
    private static final Duration READ_ONLY = Duration.ofSeconds(60);

    /** An entry and whoever waits for its place. */
    private static final class Entry {
        final EnvelopeCodec.Content content;
        final CompletableFuture<Position> placed = new CompletableFuture<>();
        boolean announced;
        boolean mayStand;

        Entry(EnvelopeCodec.Content content) {
            this.content = content;
        }
    }

    /** Where entries go, and who is told of them. */
    interface Target {
        /** Appends entries, all or none, and answers their places. */
        CompletableFuture<List<Position>> append(Topic topic, List<EnvelopeCodec.Content> entries);

        /** Where entries stand, by their ids. */
        CompletableFuture<Map<String, Position>> places(Topic topic);

        /** An entry has to wait for the store; once for each that does. */
        void late(EnvelopeCodec.Content entry);

        /** An entry, of which nobody knew whether it was written, was found to stand in the log. */
        void found(EnvelopeCodec.Content entry, Position position);
    }

    private final Topic topic;
    private final Target target;
    private final Delays delays;

    // Guarded by this.
    private final Deque<Entry> waiting = new ArrayDeque<>();
    private boolean busy;
    private boolean away;

    LogWriter(Topic topic, Target target, Delays delays) {
        this.topic = topic;
        this.target = target;
        this.delays = delays;
    }

    CompletableFuture<Position> append(EnvelopeCodec.Content content) {
        var entry = new Entry(content);
        synchronized (this) {
            if (away && waiting.size() >= MOST_WAITING) {
                return CompletableFuture.failedFuture(
                        new StoreException(StoreException.Reason.UNAVAILABLE, "Too many messages wait for the store"));
            }
            waiting.addLast(entry);
            if (away) {
                announce(List.of(entry));
            }
        }
        next();
        return entry.placed;
    }

    /** Whether nothing is under way or waiting. */
    synchronized boolean isIdle() {
        return !busy && waiting.isEmpty();
    }

    private void announce(List<Entry> entries) {
        for (var entry : entries) {
            if (!entry.announced) {
                entry.announced = true;
                target.late(entry.content);
            }
        }
    }

    private void next() {
        var batch = take();
        if (!batch.isEmpty()) {
            var unused = write(batch).whenComplete((positions, failure) -> finished(batch, positions, failure));
        }
    }

    private synchronized List<Entry> take() {
        var batch = new ArrayList<Entry>();
        if (busy) {
            return batch;
        }
        var characters = 0;
        for (var entry : waiting) {
            characters += entry.content.payload().length();
            if (batch.size() == MOST_AT_ONCE || (!batch.isEmpty() && characters > CHARACTERS_AT_ONCE)) {
                break;
            }
            batch.add(entry);
        }
        busy = !batch.isEmpty();
        return batch;
    }

    private CompletableFuture<List<Position>> write(List<Entry> batch) {
        return batch.stream().anyMatch(entry -> entry.mayStand)
                ? target.places(topic).thenCompose(standing -> writeMissing(batch, standing))
                : target.append(topic, contents(batch));
    }

    private CompletableFuture<List<Position>> writeMissing(List<Entry> batch, Map<String, Position> standing) {
        var missing = new ArrayList<Entry>();
        for (var entry : batch) {
            var position = standing.get(entry.content.id());
            if (position == null) {
                missing.add(entry);
            } else {
                target.found(entry.content, position);
            }
        }
        return missing.isEmpty()
                ? CompletableFuture.completedFuture(places(batch, standing))
                : target.append(topic, contents(missing)).thenApply(positions -> {
                    IntStream.range(0, missing.size())
                            .forEach(i -> standing.put(missing.get(i).content.id(), positions.get(i)));
                    return places(batch, standing);
                });
    }

    private static List<EnvelopeCodec.Content> contents(List<Entry> entries) {
        return entries.stream().map(entry -> entry.content).toList();
    }

    private static List<Position> places(List<Entry> batch, Map<String, Position> standing) {
        return batch.stream()
                .map(entry -> standing.get(entry.content.id()))
                .map(Objects::requireNonNull)
                .toList();
    }

    private void finished(List<Entry> batch, @Nullable List<Position> positions, @Nullable Throwable failure) {
        if (positions != null) {
            placed(batch, positions);
            next();
        } else if (isAway(failure)) {
            synchronized (this) {
                busy = false;
                away = true;
                batch.forEach(entry -> entry.mayStand |= isUnknown(failure));
                announce(List.copyOf(waiting));
            }
            delays.after(isReadOnly(failure) ? READ_ONLY : AGAIN_AFTER, this::next);
        } else {
            refused(batch, failure);
            next();
        }
    }

    private void placed(List<Entry> batch, List<Position> positions) {
        synchronized (this) {
            busy = false;
            away = false;
            batch.forEach(waiting::remove);
        }
        for (var i = 0; i < batch.size(); i++) {
            batch.get(i).placed.complete(positions.get(i));
        }
    }

    private void refused(List<Entry> batch, @Nullable Throwable failure) {
        synchronized (this) {
            busy = false;
            batch.forEach(waiting::remove);
        }
        batch.forEach(entry -> entry.placed.completeExceptionally(
                failure == null ? new IllegalStateException("No places and no failure") : failure));
    }

    private static boolean isAway(@Nullable Throwable failure) {
        return cause(failure) instanceof StoreException store && store.isAway();
    }

    private static boolean isReadOnly(@Nullable Throwable failure) {
        return cause(failure) instanceof StoreException store && store.reason() == StoreException.Reason.READ_ONLY;
    }

    private static boolean isUnknown(@Nullable Throwable failure) {
        return cause(failure) instanceof StoreException store
                && store.reason() == StoreException.Reason.OUTCOME_UNKNOWN;
    }

    private static @Nullable Throwable cause(@Nullable Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
