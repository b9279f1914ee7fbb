package dev.tripod.session;

import dev.tripod.config.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what became of sessions on this instance, and how many it knows to be alive. Thread-safe. */
@Singleton
public final class SessionCounts {
    /** So many are told apart at most; beyond it {@link #alive} says no more. */
    static final int MOST = 100_000;

    private final Duration idle;
    private final InstantSource clock;
    /** Complete from the start, and so never changed as a map. */
    private final Map<SessionKind, LongAdder> started = new EnumMap<>(SessionKind.class);

    private final LongAdder rotated = new LongAdder();
    private final LongAdder ended = new LongAdder();
    /** When each was used here last; put by requests, removed by whoever ends or counts them. */
    private final Map<SessionId, Instant> used = new ConcurrentHashMap<>();

    @Inject
    SessionCounts(Settings settings, InstantSource clock) {
        this.idle = settings.sessions().idle();
        this.clock = clock;
        for (var kind : SessionKind.values()) {
            started.put(kind, new LongAdder());
        }
    }

    void started(SessionRecord session) {
        started.getOrDefault(session.kind(), new LongAdder()).increment();
        used(session);
    }

    void used(SessionRecord session) {
        if (used.size() < MOST || used.containsKey(session.id())) {
            used.put(session.id(), clock.instant());
        }
    }

    void rotated() {
        rotated.increment();
    }

    void ended(SessionId session) {
        ended.increment();
        used.remove(session);
    }

    /** How many were started here, by kind in one word. */
    public Map<String, Long> started() {
        var counts = new TreeMap<String, Long>();
        started.forEach((kind, count) -> counts.put(kind.name().toLowerCase(Locale.ROOT), count.sum()));
        return counts;
    }

    /** How many cookies were replaced by new ones here. */
    public long rotations() {
        return rotated.sum();
    }

    /** How many were ended here by whoever had them; those whose time is up end by themselves. */
    public long ends() {
        return ended.sum();
    }

    /** How many were used here within their idle time and not ended here. */
    public int alive() {
        var oldest = clock.instant().minus(idle);
        used.values().removeIf(last -> last.isBefore(oldest));
        return used.size();
    }
}
