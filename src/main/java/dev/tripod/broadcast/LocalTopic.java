package dev.tripod.broadcast;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One topic: its listeners, and the last entries of its log. */
final class LocalTopic {
    private static final System.Logger LOG = System.getLogger(LocalTopic.class.getName());
    private static final int HISTORY = 256;
    private static final Duration KEPT = Duration.ofMinutes(10);

    private record Kept(Envelope envelope, Instant at) {}

    private final Topic topic;
    private final InstantSource clock;
    /** The log's epoch: a new one for each life of the log, so that old positions are recognised. */
    private final long epoch;
    /** Changed by subscribers, read by each delivery. */
    private final CopyOnWriteArrayList<Broadcaster.Listener> listeners = new CopyOnWriteArrayList<>();
    /** Envelopes in the order of delivery; filled by senders, emptied by the one that delivers. */
    private final Queue<Envelope> waiting = new ConcurrentLinkedQueue<>();
    /** How many deliveries are owed; whoever raises it from zero is the one that delivers, until it is zero again. */
    private final AtomicInteger owed = new AtomicInteger();

    /** Guarded by this. */
    private final ArrayDeque<Kept> log = new ArrayDeque<>();

    /** Guarded by this. */
    private long sequence;

    LocalTopic(Topic topic, InstantSource clock) {
        this.topic = topic;
        this.clock = clock;
        this.epoch = clock.millis();
    }

    void add(Broadcaster.Listener listener) {
        listeners.add(listener);
    }

    void remove(Broadcaster.Listener listener) {
        listeners.remove(listener);
    }

    synchronized Position append(String origin, String payload) {
        var position = new Position(epoch, ++sequence);
        var envelope = new Envelope(topic, origin, Optional.of(position), payload);
        var now = clock.instant();
        log.addLast(new Kept(envelope, now));
        while (log.size() > HISTORY) {
            log.removeFirst();
        }
        forgetOld(now);
        waiting.add(envelope); // under the same lock, so that delivery has the order of the log
        return position;
    }

    private void forgetOld(Instant now) {
        var kept = now.minus(KEPT);
        for (Kept oldest = log.peekFirst(); oldest != null && oldest.at().isBefore(kept); oldest = log.peekFirst()) {
            log.removeFirst();
        }
    }

    synchronized Broadcaster.History history(Optional<Position> after) {
        forgetOld(clock.instant());
        var entries = log.stream()
                .map(Kept::envelope)
                .filter(envelope ->
                        after.map(position -> isAfter(envelope, position)).orElse(true))
                .toList();
        return new Broadcaster.History(entries, after.map(this::reaches).orElse(true), new Position(epoch, sequence));
    }

    private static boolean isAfter(Envelope envelope, Position position) {
        return envelope.position().orElseThrow().compareTo(position) > 0;
    }

    /** Whether nothing is missing after a position: it is of this epoch and its successor is held or yet to come. */
    private boolean reaches(Position position) {
        var firstHeld = log.isEmpty()
                ? sequence + 1
                : log.getFirst().envelope().position().orElseThrow().sequence();
        return position.epoch() == epoch && position.sequence() <= sequence && position.sequence() + 1 >= firstHeld;
    }

    void deliver(Envelope envelope) {
        waiting.add(envelope);
        deliverWaiting();
    }

    void deliverWaiting() {
        if (owed.getAndIncrement() > 0) {
            return; // somebody is delivering, and will go on with this one
        }
        int taken;
        do {
            taken = owed.get();
            for (var next = waiting.poll(); next != null; next = waiting.poll()) {
                deliverToAll(next);
            }
        } while (owed.addAndGet(-taken) > 0);
    }

    private void deliverToAll(Envelope envelope) {
        for (var listener : List.copyOf(listeners)) {
            try {
                if (listeners.contains(listener)) { // it may have been closed by one before it
                    listener.received(envelope);
                }
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "A listener of " + topic.name() + " failed", e);
            }
        }
    }

    /** This topic, or null when nobody listens and its log holds nothing. */
    synchronized @Nullable LocalTopic orNullIfIdle() {
        forgetOld(clock.instant());
        return listeners.isEmpty() && log.isEmpty() ? null : this;
    }
}
