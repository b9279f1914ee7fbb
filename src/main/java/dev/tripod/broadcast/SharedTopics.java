package dev.tripod.broadcast;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The topics that somebody on this instance listens to. One thread delivers what comes for them, and has a topic's log read
 * where something of it is missing. Thread-safe.
 */
final class SharedTopics implements AutoCloseable {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    /** A log that does not have yet what the stream has announced was read from a replica that is behind. */
    private static final Duration READ_AGAIN_AFTER = Duration.ofMillis(50);

    private final SharedLog log;
    private final Delays delays;
    private final DaemonThread delivery = new DaemonThread("tripod-broadcast");
    /** By name; listeners are added and removed in atomic steps of the map. */
    private final Map<Topic, SharedTopic> topics = new ConcurrentHashMap<>();

    /**
     * Without listeners.
     *
     * @param delays not on the delivering thread: a listener may wait for a message it sends
     */
    SharedTopics(SharedLog log, Delays delays) {
        this.log = log;
        this.delays = delays;
    }

    void add(Topic topic, Broadcaster.Listener listener) {
        topics.compute(topic, (name, known) -> {
            var own = known == null ? new SharedTopic() : known;
            own.listeners.add(listener);
            return own;
        });
    }

    void remove(Topic topic, Broadcaster.Listener listener) {
        topics.computeIfPresent(topic, (name, known) -> {
            known.listeners.remove(listener);
            return known.listeners.isEmpty() ? null : known;
        });
    }

    boolean isEmpty() {
        return topics.isEmpty();
    }

    /** Messages of others do not arrive from now on. */
    void lost() {
        execute(() -> topics.values().forEach(SharedTopic::lost));
    }

    /** They arrive again, and some may have been lost. */
    void missedSome() {
        topics.forEach((name, topic) -> in(name, topic, topic::missedSome));
    }

    /** They arrive for the first time. */
    void live() {
        topics.forEach((name, topic) -> in(name, topic, topic::live));
    }

    /** Does something on the delivering thread. */
    void execute(Runnable work) {
        delivery.execute(work);
    }

    void deliver(Envelope envelope) {
        execute(() -> known(envelope, topic -> topic.received(envelope)));
    }

    /** An entry of this instance's has its place; see {@link SharedTopic#placed}. */
    void placed(Envelope envelope, boolean live) {
        execute(() -> known(envelope, topic -> topic.placed(envelope, live)));
    }

    private void known(Envelope envelope, Function<SharedTopic, Optional<Position>> step) {
        var topic = topics.get(envelope.topic());
        if (topic != null) {
            step.apply(topic).ifPresent(last -> catchUp(envelope.topic(), topic, last));
        }
    }

    /** Reads a topic's log; delivery to those who listen goes on from where this ends, if it has not begun before. */
    CompletableFuture<Broadcaster.History> history(Topic name, Optional<Position> after) {
        var topic = topics.get(name);
        if (topic == null) {
            return log.history(name, after);
        }
        execute(topic::reads);
        return log.history(name, after)
                .whenComplete((history, failure) ->
                        in(name, topic, () -> failure == null ? topic.read(history.end()) : topic.couldNotRead()));
    }

    /** Takes a step of a topic in the delivering thread, and reads its log if that shows that something is missing. */
    private void in(Topic name, SharedTopic topic, Supplier<Optional<Position>> step) {
        execute(() -> step.get().ifPresent(last -> catchUp(name, topic, last)));
    }

    private void catchUp(Topic name, SharedTopic topic, Position last) {
        var unused = log.history(name, Optional.of(last)).whenComplete((history, failure) -> {
            if (failure == null) {
                execute(() -> topic.caughtUp(history)
                        .ifPresent(next -> delays.after(
                                next.equals(last) ? READ_AGAIN_AFTER : Duration.ZERO,
                                () -> catchUp(name, topic, next))));
            } else if (topics.get(name) == topic) {
                delays.after(RETRY_AFTER, () -> in(name, topic, topic::tryAgain));
            }
        });
    }

    @Override
    public void close() {
        delivery.close();
    }
}
