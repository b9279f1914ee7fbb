package dev.tripod.testing;

import dev.tripod.broadcast.Broadcaster;
import dev.tripod.broadcast.Envelope;
import dev.tripod.broadcast.Position;
import dev.tripod.broadcast.Topic;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Delivers what is published before it returns, in the same thread; keeps no logs. */
public final class DirectBroadcaster implements Broadcaster {
    /** Written by subscribers, read by publishers; copied at each write. */
    private final Map<Topic, List<Listener>> listeners = new ConcurrentHashMap<>();

    @Override
    public String origin() {
        return "here";
    }

    @Override
    public CompletableFuture<Void> publish(Topic topic, String payload) {
        var envelope = new Envelope(topic, origin(), Optional.empty(), payload);
        listeners.getOrDefault(topic, List.of()).forEach(listener -> listener.received(envelope));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Position> append(Topic topic, String payload) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<History> history(Topic topic, Optional<Position> after) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Subscription subscribe(Topic topic, Listener listener) {
        var ofTopic = listeners.computeIfAbsent(topic, unused -> new CopyOnWriteArrayList<>());
        ofTopic.add(listener);
        return () -> ofTopic.remove(listener);
    }
}
