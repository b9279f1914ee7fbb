package dev.tripod.broadcast;

import dev.tripod.store.KeyValueStore;
import dev.tripod.upstash.Command;
import dev.tripod.upstash.UpstashClient;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Messages between instances through one channel of the shared store and one subscription for all topics, which is open
 * while somebody listens and a minute longer. While messages do not arrive, this instance's own reach its own listeners
 * directly. Listeners are called by one thread. Messages of a topic go out in the order in which they were sent.
 */
final class UpstashBroadcaster implements Broadcaster, SharedStream.Owner, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(UpstashBroadcaster.class.getName());

    private final KeyValueStore store;
    private final String channel;
    private final InstantSource clock;
    private final SharedLog log;
    private final String origin = UUID.randomUUID().toString();
    private final DaemonThread timer = new DaemonThread("tripod-broadcast-timer");
    private final SharedStream stream;
    private final SharedTopics topics;
    private final LogWriters writers;
    private final Outbox outbox;
    private final AtomicLong sent = new AtomicLong();
    private final Sideline sideline;

    UpstashBroadcaster(KeyValueStore store, UpstashClient client, String prefix, InstantSource clock) {
        this.store = store;
        this.channel = prefix + "events";
        this.clock = clock;
        this.sideline = new Sideline(clock);
        this.log = new SharedLog(store, client.meter(), prefix, channel, clock);
        this.topics = new SharedTopics(log, timer);
        this.outbox = new Outbox(this::publish, timer, clock);
        this.stream = new SharedStream(client, channel, timer, clock, this);
        this.writers = new LogWriters(log, stream, topics, timer, this::asides);
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
            topics.deliver(content.at(Optional.empty()));
        }
        return outbox.send(EnvelopeCodec.write(content), care).whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.log(System.Logger.Level.DEBUG, "A message did not go out", failure);
                if (live) {
                    topics.deliver(content.at(Optional.empty()));
                }
            }
        });
    }

    private CompletableFuture<?> publish(List<String> lines) {
        var all = new ArrayList<>(lines);
        all.addAll(asides());
        var command = Command.of("PUBLISH", channel, EnvelopeCodec.join(all));
        return stream.echoOf(() -> store.inOrderOf(outbox).execute(command));
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

    @Override
    public CompletableFuture<Position> append(Topic topic, String payload) {
        return writers.append(topic, () -> content(topic, payload));
    }

    @Override
    public CompletableFuture<History> history(Topic topic, Optional<Position> after) {
        return topics.history(topic, after);
    }

    @Override
    public CompletableFuture<Void> refresh(Topic topic) {
        return log.refresh(topic);
    }

    @Override
    public Subscription subscribe(Topic topic, Listener listener) {
        topics.add(topic, listener);
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
                topics.remove(topic, listener);
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
        topics.lost();
    }

    @Override
    public void missedSome() {
        topics.missedSome();
    }

    @Override
    public void hears() {
        topics.live();
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
            topics.deliver(envelope);
            topics.execute(() -> sideline.heard(envelope));
        } catch (IllegalArgumentException e) {
            LOG.log(System.Logger.Level.WARNING, "A message on the channel of all instances is none of theirs");
        }
    }

    @Override
    public void close() {
        stream.close();
        timer.close();
        topics.close();
    }

    private EnvelopeCodec.Content content(Topic topic, String payload) {
        return new EnvelopeCodec.Content(topic.name(), origin, sent.incrementAndGet(), clock.millis(), payload);
    }
}
