package dev.tripod.session;

import dev.tripod.cache.CacheName;
import dev.tripod.cache.LifetimeEntry;
import dev.tripod.cache.TripodCache;
import dev.tripod.problem.ProblemException;
import dev.tripod.store.StoreException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
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

    /** Adds a session under a key that is random and so nobody's yet. */
    void add(SessionKey key, SessionRecord session) {
        var unused = addOnce(key, session);
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
        return change(key, change, SessionRecords::set);
    }

    /**
     * Ends a live session; empty when there is none. Where the store is too full for the tombstone the record is removed,
     * which it does not refuse.
     */
    Optional<Changed> end(SessionKey key) {
        try {
            return change(key, SessionRecord::endedAt);
        } catch (StoreException e) {
            if (e.reason() != StoreException.Reason.FULL) {
                throw e;
            }
            return Optional.ofNullable(cache.getAndRemove(key.value()))
                    .map(removed -> new Changed(removed, removed.endedAt(clock.instant())));
        }
    }

    /** Notes that a live session was used; other instances hear of it when they read it next. */
    Optional<Changed> touch(SessionKey key, Duration idle) {
        return change(key, (live, now) -> live.usedUntil(now.plus(idle)), SessionRecords::setQuietly);
    }

    private Optional<Changed> change(
            SessionKey key, BiFunction<SessionRecord, Instant, SessionRecord> change, Setter setter) {
        try {
            return cache.invoke(key.value(), (entry, arguments) -> change(entry, change, setter));
        } catch (EntryProcessorException e) {
            throw e.getCause() instanceof ProblemException problem ? problem : e;
        }
    }

    private interface Setter {
        void set(LifetimeEntry<String, SessionRecord> entry, SessionRecord session, Instant now);
    }

    @SuppressWarnings("unchecked")
    private Optional<Changed> change(
            MutableEntry<String, SessionRecord> entry,
            BiFunction<SessionRecord, Instant, SessionRecord> change,
            Setter setter) {
        var now = clock.instant();
        var before = entry.getValue();
        if (before == null || !before.liveAt(now)) {
            return Optional.empty();
        }
        var after = change.apply(before, now);
        setter.set(entry.unwrap(LifetimeEntry.class), after, now);
        return Optional.of(new Changed(before, after));
    }

    private static void set(LifetimeEntry<String, SessionRecord> entry, SessionRecord session, Instant now) {
        entry.setValue(session, session.keptFrom(now));
    }

    private static void setQuietly(LifetimeEntry<String, SessionRecord> entry, SessionRecord session, Instant now) {
        entry.setQuietly(session, session.keptFrom(now));
    }
}
