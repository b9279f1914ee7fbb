package dev.tripod.broadcast;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What is told and heard beside the messages: words go along with a request that is made anyway, and never make one.
 * Thread-safe.
 */
final class Sideline {
    private final InstantSource clock;
    private final Map<Topic, Broadcaster.Aside> asides = new ConcurrentHashMap<>();
    /** When something was told; guarded by this. */
    private final Map<Topic, Instant> told = new HashMap<>();

    Sideline(InstantSource clock) {
        this.clock = clock;
    }

    void add(Broadcaster.Aside aside) {
        asides.put(aside.topic(), aside);
    }

    /** Those who have something to say now; they count as having said it. */
    Stream<Broadcaster.Aside> due() {
        return asides.values().stream().filter(this::takeTurn);
    }

    /** Of two requests at once one takes it along. */
    private synchronized boolean takeTurn(Broadcaster.Aside aside) {
        var now = clock.instant();
        var last = told.get(aside.topic());
        if (last != null && last.plus(aside.every()).isAfter(now)) {
            return false;
        }
        told.put(aside.topic(), now);
        return true;
    }

    /** Something was said on the side, if that is what this is. */
    void heard(Envelope envelope) {
        Optional.ofNullable(asides.get(envelope.topic())).ifPresent(aside -> aside.heard(envelope));
    }
}
