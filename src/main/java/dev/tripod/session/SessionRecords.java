package dev.tripod.session;

import dev.tripod.cache.CacheName;
import dev.tripod.cache.LifetimeEntry;
import dev.tripod.cache.TripodCache;
import dev.tripod.problem.ProblemException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiFunction;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.MutableEntry;

/** The stored sessions. Changes are compare-and-set and touch live sessions only. */
@Singleton
final class SessionRecords {
    /** The name of the cache. */
    static final String CACHE = "sessions";

    /** What a change replaced, and by what. */
    record Changed(SessionRecord before, SessionRecord after) {}

    private final TripodCache<String, SessionRecord> cache;
    private final InstantSource clock;

    @Inject
    SessionRecords(@CacheName(CACHE) TripodCache<String, SessionRecord> cache, InstantSource clock) {
        this.cache = cache;
        this.clock = clock;
    }

    /** What is stored, live or not. */
    Optional<SessionRecord> find(SessionKey key) {
        return Optional.ofNullable(cache.get(key.value()));
    }

    void add(SessionKey key, SessionRecord session) {
        cache.put(key.value(), session, session.keptFrom(clock.instant()));
    }

    /** Adds a session unless there is one, live or not, and tells whether it did. */
    boolean addOnce(SessionKey key, SessionRecord session) {
        return cache.putIfAbsent(key.value(), session, session.keptFrom(clock.instant()));
    }

    void drop(SessionKey key) {
        cache.remove(key.value());
    }

    /** Replaces a live session by what the change makes of it; empty when there is no live one. */
    Optional<Changed> change(SessionKey key, BiFunction<SessionRecord, Instant, SessionRecord> change) {
        try {
            return cache.invoke(key.value(), (entry, arguments) -> change(entry, change));
        } catch (EntryProcessorException e) {
            throw e.getCause() instanceof ProblemException problem ? problem : e;
        }
    }

    private Optional<Changed> change(
            MutableEntry<String, SessionRecord> entry, BiFunction<SessionRecord, Instant, SessionRecord> change) {
        var now = clock.instant();
        var before = entry.getValue();
        if (before == null || !before.liveAt(now)) {
            return Optional.empty();
        }
        var after = change.apply(before, now);
        set(entry, after, now);
        return Optional.of(new Changed(before, after));
    }

    @SuppressWarnings("unchecked")
    private static void set(MutableEntry<String, SessionRecord> entry, SessionRecord session, Instant now) {
        entry.unwrap(LifetimeEntry.class).setValue(session, session.keptFrom(now));
    }
}
