package dev.tripod.broadcast;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Messages within this one instance. A topic delivers in the thread that sends, one message after the other; what is
 * sent while a delivery is under way waits for it, so that listeners may send themselves.
 */
@Singleton
@Typed(LocalBroadcaster.class)
class LocalBroadcaster implements Broadcaster {
    private static final int SWEEP_EVERY = 256;

    private final InstantSource clock;
    private final String origin = randomName();
    /** Topics by name; one is made by whoever needs it first and dropped when it holds and hears nothing. */
    private final ConcurrentHashMap<Topic, LocalTopic> topics = new ConcurrentHashMap<>();
    /** Counts appends; every so many of them logs that have ended are dropped. Exactness does not matter. */
    private volatile int appends;

    @Inject
    LocalBroadcaster(InstantSource clock) {
        this.clock = clock;
    }

    private static String randomName() {
        var bytes = new byte[12];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String origin() {
        return origin;
    }

    @Override
    public CompletableFuture<Void> publish(Topic topic, String payload) {
        var known = topics.get(topic);
        if (known != null) {
            known.deliver(new Envelope(topic, origin, Optional.empty(), payload));
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Position> append(Topic topic, String payload) {
        var position = new Position[1];
        // Inside the map's atomic step, so that an idle topic is not dropped between look-up and append.
        var entered = topics.compute(topic, (name, known) -> {
            var own = known == null ? new LocalTopic(name, clock) : known;
            position[0] = own.append(origin, payload);
            return own;
        });
        entered.deliverWaiting();
        sweep();
        return CompletableFuture.completedFuture(position[0]);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // a lost step only delays the sweep
    private void sweep() {
        if (++appends % SWEEP_EVERY == 0) {
            topics.keySet().forEach(topic -> topics.computeIfPresent(topic, (name, known) -> known.orNullIfIdle()));
        }
    }

    @Override
    public CompletableFuture<History> history(Topic topic, Optional<Position> after) {
        var known = topics.get(topic);
        return CompletableFuture.completedFuture(
                known == null ? new History(List.of(), after.isEmpty(), new Position(0, 0)) : known.history(after));
    }

    @Override
    public Subscription subscribe(Topic topic, Listener listener) {
        topics.compute(topic, (name, known) -> {
            var own = known == null ? new LocalTopic(name, clock) : known;
            own.add(listener);
            return own;
        });
        return () -> topics.computeIfPresent(topic, (name, known) -> {
            known.remove(listener);
            return known.orNullIfIdle();
        });
    }

    /** How many topics are held in memory. */
    int topics() {
        return topics.size();
    }

    @PreDestroy
    void close() {
        topics.clear();
    }
}
