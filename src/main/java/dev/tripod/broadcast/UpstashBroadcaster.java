package dev.tripod.broadcast;

import dev.tripod.store.KeyValueStore;
import dev.tripod.upstash.Command;
import dev.tripod.upstash.UpstashClient;
import dev.tripod.upstash.UpstashException;
import dev.tripod.upstash.UpstashSubscription;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Messages between instances through one channel of the shared store and one subscription for all topics, which is open
 * while somebody listens and a minute longer. While messages do not arrive, this instance's own reach its own listeners
 * directly. Listeners are called by one thread.
 */
final class UpstashBroadcaster implements Broadcaster, UpstashSubscription.Listener, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(UpstashBroadcaster.class.getName());
    private static final Duration LINGER = Duration.ofSeconds(60);

    private final KeyValueStore store;
    private final UpstashClient client;
    private final String channel;
    private final InstantSource clock;
    private final SharedLog log;
    private final String origin = UUID.randomUUID().toString();
    private final ThreadPoolExecutor delivery = oneDaemonThread();
    /** Topics by name; listeners are added and removed in atomic steps of the map. */
    private final Map<Topic, SharedTopic> topics = new ConcurrentHashMap<>();
    /** The last append of each topic while messages do not arrive: so long they go one after the other. */
    private final Map<Topic, CompletableFuture<Position>> direct = new ConcurrentHashMap<>();

    // Guarded by this.
    private @Nullable UpstashSubscription stream;
    private boolean heard;
    private long idleRound;

    UpstashBroadcaster(KeyValueStore store, UpstashClient client, String prefix, InstantSource clock) {
        this.store = store;
        this.client = client;
        this.channel = prefix + "events";
        this.clock = clock;
        this.log = new SharedLog(store, prefix, channel, clock);
    }

    @Override
    public String origin() {
        return origin;
    }

    @Override
    public CompletableFuture<Void> publish(Topic topic, String payload) {
        var content = content(topic, payload);
        if (!live()) {
            deliver(content.at(Optional.empty()));
        }
        return store.execute(Command.of("PUBLISH", channel, EnvelopeCodec.write(content)))
                .thenAccept(receivers -> {});
    }

    @Override
    public CompletableFuture<Position> append(Topic topic, String payload) {
        var content = content(topic, payload);
        return live() ? log.append(topic, content) : appendDirectly(topic, content);
    }

    private CompletableFuture<Position> appendDirectly(Topic topic, EnvelopeCodec.Content content) {
        var mine = direct.compute(topic, (name, before) -> (before == null
                        ? CompletableFuture.<Position>completedFuture(null)
                        : before.<Position>handle((position, failure) -> null))
                .thenCompose(ready -> log.append(topic, content))
                .thenApply(position -> {
                    deliver(content.at(Optional.of(position)));
                    return position;
                }));
        var unused = mine.whenComplete((position, failure) -> direct.remove(topic, mine));
        return mine;
    }

    @Override
    public CompletableFuture<History> history(Topic topic, Optional<Position> after) {
        return log.history(topic, after);
    }

    @Override
    public Subscription subscribe(Topic topic, Listener listener) {
        topics.compute(topic, (name, known) -> {
            var own = known == null ? new SharedTopic() : known;
            own.listeners.add(listener);
            return own;
        });
        open();
        return new Subscription() {
            @Override
            public boolean live() {
                return UpstashBroadcaster.this.live();
            }

            @Override
            public void close() {
                topics.computeIfPresent(topic, (name, known) -> {
                    known.listeners.remove(listener);
                    return known.listeners.isEmpty() ? null : known;
                });
                closeLater();
            }
        };
    }

    private synchronized void open() {
        idleRound++;
        if (stream == null) {
            stream = client.subscribe(List.of(channel), this);
        }
    }

    private synchronized void closeLater() {
        if (topics.isEmpty()) {
            var round = ++idleRound;
            CompletableFuture.delayedExecutor(LINGER.toSeconds(), TimeUnit.SECONDS, Runnable::run)
                    .execute(() -> closeIfIdleSince(round));
        }
    }

    private synchronized void closeIfIdleSince(long round) {
        if (round == idleRound && topics.isEmpty()) {
            close();
        }
    }

    private synchronized boolean live() {
        return heard;
    }

    @Override
    public void subscribed() {
        hear(true);
    }

    private synchronized void hear(boolean now) {
        heard = now && stream != null;
    }

    @Override
    public void gap() {
        delivery.execute(() -> topics.values().forEach(SharedTopic::gap));
    }

    @Override
    public void message(String name, String payload) {
        try {
            deliver(EnvelopeCodec.read(payload));
        } catch (IllegalArgumentException e) {
            LOG.log(System.Logger.Level.WARNING, "A message on the channel of all instances is none of theirs");
        }
    }

    @Override
    public void lost(UpstashException reason) {
        hear(false);
        LOG.log(
                System.Logger.Level.INFO,
                "Messages of other instances do not arrive: {0}",
                String.valueOf(reason.getMessage()));
    }

    private void deliver(Envelope envelope) {
        delivery.execute(() -> {
            var topic = topics.get(envelope.topic());
            if (topic != null) {
                topic.received(envelope).ifPresent(last -> catchUp(envelope.topic(), topic, last));
            }
        });
    }

    private void catchUp(Topic name, SharedTopic topic, Position last) {
        var unused = log.history(name, Optional.of(last)).handle((history, failure) -> {
            delivery.execute(() -> {
                if (failure == null) {
                    topic.caughtUp(history.entries(), history.complete());
                } else {
                    topic.caughtUp(List.of(), false);
                }
            });
            return null;
        });
    }

    @Override
    public synchronized void close() {
        if (stream != null) {
            stream.close();
            stream = null;
            heard = false;
        }
    }

    private static ThreadPoolExecutor oneDaemonThread() {
        var executor = new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
            var thread = new Thread(work, "tripod-broadcast");
            thread.setDaemon(true);
            return thread;
        });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    private EnvelopeCodec.Content content(Topic topic, String payload) {
        return new EnvelopeCodec.Content(topic.name(), origin, clock.millis(), payload);
    }
}
