package dev.tripod.broadcast;

import dev.tripod.store.KeyValueStore;
import dev.tripod.upstash.Command;
import dev.tripod.upstash.UpstashClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Messages between instances through one channel of the shared store and one subscription for all topics, which is open
 * while somebody listens and a minute longer. While messages do not arrive, this instance's own reach its own listeners
 * directly. Listeners are called by one thread. Messages of a topic go out in the order in which they were sent.
 */
final class UpstashBroadcaster implements Broadcaster, SharedStream.Owner, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(UpstashBroadcaster.class.getName());

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    /** A log that does not have yet what the stream has announced was read from a replica that is behind. */
    private static final Duration READ_AGAIN_AFTER = Duration.ofMillis(50);

    private final KeyValueStore store;
    private final String channel;
    private final InstantSource clock;
    private final SharedLog log;
    private final String origin = UUID.randomUUID().toString();
    private final ScheduledThreadPoolExecutor delivery = oneDaemonThread("tripod-broadcast");
    /** Not the delivering thread: a listener may wait for a message it sends. */
    private final ScheduledThreadPoolExecutor timer = oneDaemonThread("tripod-broadcast-timer");

    private final SharedStream stream;
    /** Topics by name; listeners are added and removed in atomic steps of the map. */
    private final Map<Topic, SharedTopic> topics = new ConcurrentHashMap<>();
    /** The logs that are written to here, by topic; each is made, used and dropped in atomic steps of the map. */
    private final Map<Topic, LogWriter> writers = new ConcurrentHashMap<>();

    private final Outbox outbox;
    private final AtomicLong sent = new AtomicLong();
    private final Sideline sideline;

    UpstashBroadcaster(KeyValueStore store, UpstashClient client, String prefix, InstantSource clock) {
        this.store = store;
        this.channel = prefix + "events";
        this.clock = clock;
        this.sideline = new Sideline(clock);
        this.log = new SharedLog(store, client.meter(), prefix, channel, clock);
        this.outbox = new Outbox(this::publish, this::later, clock);
        this.stream = new SharedStream(client, channel, timer, clock, this);
    }

    @Override
    public String origin() {
        return origin;
    }

    @Override
    public Optional<Instant> deafSince() {
        return stream.deafSince();
    }

    @Override
    public boolean connected() {
        return stream.live();
    }

    @Override
    public CompletableFuture<Void> publish(Topic topic, String payload) {
        return send(topic, payload, Outbox.Care.NONE);
    }

    @Override
    public CompletableFuture<Void> publishNow(Topic topic, String payload) {
        return send(topic, payload, Outbox.Care.HASTE);
    }

    @Override
    public void announce(Topic topic, String payload) {
        var unused = send(topic, payload, Outbox.Care.KEPT);
    }

    /** Listeners here hear it from the stream, or directly where that would not bring it. */
    private CompletableFuture<Void> send(Topic topic, String payload, Outbox.Care care) {
        var content = content(topic, payload);
        var live = stream.live();
        if (!live) {
            deliver(content.at(Optional.empty()));
        }
        return outbox.send(EnvelopeCodec.write(content), care).whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.log(System.Logger.Level.DEBUG, "A message did not go out", failure);
                if (live) {
                    deliver(content.at(Optional.empty()));
                }
            }
        });
    }

    private CompletableFuture<?> publish(List<String> lines) {
        var all = new ArrayList<>(lines);
        all.addAll(asides());
        var command = Command.of("PUBLISH", channel, EnvelopeCodec.join(all));
        return watched(() -> store.inOrderOf(outbox).execute(command));
    }

    /** What goes along with a request that is made anyway. */
    private List<String> asides() {
        return sideline.due()
                .map(aside -> EnvelopeCodec.write(content(aside.topic(), aside.words())))
                .toList();
    }

    @Override
    public void tell(Aside aside) {
        sideline.add(aside);
    }

    /** Expects the message to come back, unless it did not go out. */
    private <T> CompletableFuture<T> watched(Supplier<CompletableFuture<T>> sending) {
        stream.sending();
        return sending.get().whenComplete((result, failure) -> {
            if (failure != null) {
                stream.notSent();
            }
        });
    }

    @Override
    public CompletableFuture<Position> append(Topic topic, String payload) {
        var appended = new ArrayList<CompletableFuture<Position>>();
        writers.compute(topic, (name, known) -> {
            var writer = known == null ? new LogWriter(topic, new Appending(), this::later) : known;
            appended.add(writer.append(content(topic, payload)));
            return writer;
        });
        var mine = appended.get(0);
        var unused = mine.whenComplete((position, failure) ->
                writers.computeIfPresent(topic, (name, writer) -> writer.isIdle() ? null : writer));
        return mine;
    }

    private final class Appending implements LogWriter.Target {
        @Override
        public CompletableFuture<List<Position>> append(Topic topic, List<EnvelopeCodec.Content> entries) {
            var live = stream.live();
            return watched(() -> log.append(topic, entries, asides())).thenApply(positions -> {
                for (var i = 0; i < entries.size(); i++) {
                    placed(entries.get(i).at(Optional.of(positions.get(i))), live);
                }
                return positions;
            });
        }

        @Override
        public CompletableFuture<Map<String, Position>> places(Topic topic) {
            return log.places(topic);
        }

        @Override
        public void late(EnvelopeCodec.Content entry) {
            deliver(entry.at(Optional.empty()));
        }

        @Override
        public void found(EnvelopeCodec.Content entry, Position position) {
            placed(entry.at(Optional.of(position)), false);
        }
    }

    private void later(Duration wait, Runnable work) {
        if (!timer.isShutdown()) {
            var unused = timer.schedule(work, wait.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public CompletableFuture<History> history(Topic topic, Optional<Position> after) {
        var read = topics.get(topic);
        if (read == null) {
            return log.history(topic, after);
        }
        onDelivery(read::reads);
        return log.history(topic, after)
                .whenComplete((history, failure) ->
                        in(topic, read, () -> failure == null ? read.read(history.end()) : read.couldNotRead()));
    }

    @Override
    public CompletableFuture<Void> refresh(Topic topic) {
        return log.refresh(topic);
    }

    @Override
    public Subscription subscribe(Topic topic, Listener listener) {
        topics.compute(topic, (name, known) -> {
            var own = known == null ? new SharedTopic() : known;
            own.listeners.add(listener);
            return own;
        });
        stream.open();
        return new Subscription() {
            @Override
            public boolean live() {
                return stream.live();
            }

            @Override
            public CompletableFuture<Void> ready() {
                return stream.ready();
            }

            @Override
            public void close() {
                topics.computeIfPresent(topic, (name, known) -> {
                    known.listeners.remove(listener);
                    return known.listeners.isEmpty() ? null : known;
                });
                stream.closeLater();
            }
        };
    }

    @Override
    public boolean listens() {
        return !topics.isEmpty();
    }

    @Override
    public void lost() {
        onDelivery(() -> topics.values().forEach(SharedTopic::lost));
    }

    @Override
    public void missedSome() {
        topics.forEach((name, topic) -> in(name, topic, topic::missedSome));
    }

    @Override
    public void hears() {
        topics.forEach((name, topic) -> in(name, topic, topic::live));
    }

    @Override
    public void heard(String payload) {
        EnvelopeCodec.lines(payload).forEach(this::heardLine);
    }

    private void heardLine(String line) {
        try {
            var envelope = EnvelopeCodec.read(line);
            if (envelope.origin().equals(origin)) {
                stream.echoed();
            }
            deliver(envelope);
            onDelivery(() -> sideline.heard(envelope));
        } catch (IllegalArgumentException e) {
            LOG.log(System.Logger.Level.WARNING, "A message on the channel of all instances is none of theirs");
        }
    }

    private void onDelivery(Runnable work) {
        if (!delivery.isShutdown()) {
            delivery.execute(work);
        }
    }

    private void deliver(Envelope envelope) {
        onDelivery(() -> known(envelope, topic -> topic.received(envelope)));
    }

    private void placed(Envelope envelope, boolean live) {
        onDelivery(() -> known(envelope, topic -> topic.placed(envelope, live)));
    }

    private void known(Envelope envelope, Function<SharedTopic, Optional<Position>> step) {
        var topic = topics.get(envelope.topic());
        if (topic != null) {
            step.apply(topic).ifPresent(last -> catchUp(envelope.topic(), topic, last));
        }
    }

    /** Takes a step of a topic in the delivering thread, and reads its log if that shows that something is missing. */
    private void in(Topic name, SharedTopic topic, Supplier<Optional<Position>> step) {
        onDelivery(() -> step.get().ifPresent(last -> catchUp(name, topic, last)));
    }

    private void catchUp(Topic name, SharedTopic topic, Position last) {
        var unused = log.history(name, Optional.of(last)).whenComplete((history, failure) -> {
            if (failure == null) {
                onDelivery(() -> topic.caughtUp(history)
                        .ifPresent(next -> later(
                                next.equals(last) ? READ_AGAIN_AFTER : Duration.ZERO,
                                () -> catchUp(name, topic, next))));
            } else if (topics.get(name) == topic) {
                later(RETRY_AFTER, () -> in(name, topic, topic::tryAgain));
            }
        });
    }

    @Override
    public void close() {
        stream.close();
        timer.shutdown();
        delivery.shutdown();
    }

    private static ScheduledThreadPoolExecutor oneDaemonThread(String name) {
        var executor = new ScheduledThreadPoolExecutor(1, work -> {
            var thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
        executor.setKeepAliveTime(5, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return executor;
    }

    private EnvelopeCodec.Content content(Topic topic, String payload) {
        return new EnvelopeCodec.Content(topic.name(), origin, sent.incrementAndGet(), clock.millis(), payload);
    }
}
