package dev.tripod.session;

import dev.tripod.problem.Problem;
import dev.tripod.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A session as it is stored. After its end the record stays as a tombstone, so that no late write brings it back.
 *
 * @param ended when it was ended, or left by a rotation
 * @param next where a rotation took it
 */
record SessionRecord(
        SessionId id,
        SessionKind kind,
        Optional<String> name,
        Instant created,
        Instant idleEnd,
        Instant absoluteEnd,
        Optional<Instant> ended,
        Optional<SessionKey> next,
        Map<String, Attribute> attributes) {
    /** Removed ones that are still remembered included. */
    static final int MAX_ATTRIBUTES = 64;

    private static final Duration KEPT_LONGER = Duration.ofSeconds(60);

    /**
     * A value that a client keeps in its session.
     *
     * @param value JSON text; empty for a removed attribute, which is remembered so that an older value cannot return
     * @param version later changes have greater ones: the time in milliseconds, or one more than before
     */
    record Attribute(Optional<String> value, long version) {}

    SessionRecord {
        attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
    }

    static SessionRecord begin(SessionKind kind, Optional<String> name, Instant now, Duration idle, Duration max) {
        return begin(SessionId.random(), kind, name, now, idle, max);
    }

    static SessionRecord begin(
            SessionId id, SessionKind kind, Optional<String> name, Instant start, Duration idle, Duration max) {
        var now = start.truncatedTo(ChronoUnit.MILLIS); // as it is stored
        return new SessionRecord(
                id, kind, name, now, now.plus(idle), now.plus(max), Optional.empty(), Optional.empty(), Map.of());
    }

    boolean liveAt(Instant now) {
        return ended.isEmpty() && now.isBefore(idleEnd) && now.isBefore(absoluteEnd);
    }

    /** How long the store has to keep it: a live one a little beyond its end, a tombstone for the rest of its life. */
    Duration keptFrom(Instant now) {
        var end = ended.isPresent() || absoluteEnd.isBefore(idleEnd) ? absoluteEnd : idleEnd;
        return Duration.between(now, end).plus(KEPT_LONGER);
    }

    SessionRecord usedUntil(Instant newIdleEnd) {
        return new SessionRecord(id, kind, name, created, newIdleEnd, absoluteEnd, ended, next, attributes);
    }

    SessionRecord endedAt(Instant now) {
        return tombstone(now, Optional.empty());
    }

    SessionRecord movedTo(SessionKey newKey, Instant now) {
        return tombstone(now, Optional.of(newKey));
    }

    private SessionRecord tombstone(Instant now, Optional<SessionKey> newKey) {
        return new SessionRecord(
                id, kind, Optional.empty(), created, idleEnd, absoluteEnd, Optional.of(now), newKey, Map.of());
    }

    /** Merges a change attribute by attribute; {@code INVALID} when there would be too many. */
    SessionRecord changed(SessionChange change, Instant now) {
        var merged = new TreeMap<>(attributes);
        change.attributes().forEach((key, value) -> merged.put(key, new Attribute(value, versionOf(key, now))));
        forgetOldRemovals(merged);
        if (merged.size() > MAX_ATTRIBUTES) {
            throw new ProblemException(Problem.INVALID, "A session has at most " + MAX_ATTRIBUTES + " attributes");
        }
        var newName = change.renames() ? change.name() : name;
        return new SessionRecord(id, kind, newName, created, idleEnd, absoluteEnd, ended, next, merged);
    }

    private long versionOf(String attribute, Instant now) {
        var before = attributes.get(attribute);
        return before == null ? now.toEpochMilli() : Math.max(now.toEpochMilli(), before.version() + 1);
    }

    private static void forgetOldRemovals(Map<String, Attribute> merged) {
        var excess = Math.max(0, merged.size() - MAX_ATTRIBUTES);
        merged.entrySet().stream()
                .filter(entry -> entry.getValue().value().isEmpty())
                .sorted(Comparator.comparingLong(entry -> entry.getValue().version()))
                .limit(excess)
                .map(Map.Entry::getKey)
                .toList()
                .forEach(merged::remove);
    }

    /**
     * Merges what two instances made of one session while they could not see each other: an end wins, an attribute has
     * its later value, a name that was changed here is the name.
     */
    static SessionRecord merged(Optional<SessionRecord> before, SessionRecord here, SessionRecord there) {
        if (there.ended.isPresent() || here.ended.isPresent()) {
            return there.ended.isPresent() ? there : here;
        }
        var merged = new TreeMap<>(there.attributes);
        here.attributes.forEach((key, value) -> merged.merge(key, value, SessionRecord::later));
        forgetOldRemovals(merged);
        var renamed = before.filter(known -> known.name.equals(here.name)).isEmpty();
        return new SessionRecord(
                there.id,
                there.kind,
                renamed ? here.name : there.name,
                there.created,
                here.idleEnd.isAfter(there.idleEnd) ? here.idleEnd : there.idleEnd,
                there.absoluteEnd,
                Optional.empty(),
                Optional.empty(),
                merged);
    }

    private static Attribute later(Attribute one, Attribute other) {
        return other.version() > one.version() ? other : one;
    }

    /** What the rest of the application sees of it. */
    Session at(SessionKey key) {
        var values = attributes.entrySet().stream()
                .filter(entry -> entry.getValue().value().isPresent())
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> entry.getValue().value().orElseThrow()));
        return new Session(id, key, kind, name, created, idleEnd, absoluteEnd, values);
    }
}
