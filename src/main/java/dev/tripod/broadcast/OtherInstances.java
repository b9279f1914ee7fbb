package dev.tripod.broadcast;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** When other servers were heard, how often they speak, and which of them were asked whether they live. Thread-safe. */
final class OtherInstances {
    /** Silence of so many of its own intervals leads to a question, and then to the conclusion. */
    private static final double ASKED_AFTER = 1.4;

    private static final double GONE_AFTER = 2.1;
    private static final Duration SOON = Duration.ofSeconds(5);

    private final Duration active;
    private final InstantSource clock;
    /** Guarded by this. */
    private final Map<String, Other> byName = new HashMap<>();

    /** When it was heard, how often it speaks, whether it is being asked and since when it is. */
    private record Other(Instant heard, Duration every, boolean asking, Optional<Instant> asked) {
        Other(Instant heard, Duration every) {
            this(heard, every, false, Optional.empty());
        }

        Other asking(boolean now, Optional<Instant> since) {
            return new Other(heard, every, now, since);
        }
    }

    /**
     * Without any.
     *
     * @param active how often a server speaks of which nothing else is known
     */
    OtherInstances(Duration active, InstantSource clock) {
        this.active = active;
        this.clock = clock;
    }

    /** Something came from a server, which may have said how often it speaks. */
    synchronized void heard(String name, Optional<Duration> every) {
        var known = byName.get(name);
        byName.put(name, new Other(clock.instant(), every.orElse(known == null ? active : known.every())));
    }

    /** Something is to come from a server; one of which nothing does is silent soon. */
    synchronized void expect(String name) {
        var silentSoon =
                (long) (active.toMillis() * ASKED_AFTER) - shorter(active, SOON).toMillis();
        byName.putIfAbsent(name, new Other(clock.instant().minusMillis(silentSoon), active));
    }

    /** A server is about to be asked; false if it is being asked already. */
    synchronized boolean ask(String name) {
        var known = byName.getOrDefault(name, new Other(clock.instant(), active));
        if (known.asking() || known.asked().isPresent()) {
            return false;
        }
        byName.put(name, known.asking(true, Optional.empty()));
        return true;
    }

    /** The question went out, or did not and so is none; unless the server was heard meanwhile. */
    synchronized void asked(String name, Optional<Instant> since) {
        byName.computeIfPresent(name, (key, known) -> known.asking() ? known.asking(false, since) : known);
    }

    /** Those who have to be asked. */
    synchronized List<String> silent() {
        return those(other ->
                        !other.asking() && other.asked().isEmpty() && passed(other.heard(), other.every(), ASKED_AFTER))
                .keySet()
                .stream()
                .toList();
    }

    /**
     * Those who should have answered by now, and since when they are asked. After a question that was early, an
     * interval's part of silence is enough.
     */
    synchronized Map<String, Instant> unanswering() {
        var found = new HashMap<String, Instant>();
        those(other -> other.asked()
                        .filter(asked -> passed(asked, shorter(other.every(), active), GONE_AFTER - ASKED_AFTER))
                        .isPresent())
                .forEach((name, other) -> other.asked().ifPresent(asked -> found.put(name, asked)));
        return found;
    }

    private Map<String, Other> those(Predicate<Other> what) {
        var found = new HashMap<>(byName);
        found.values().removeIf(what.negate());
        return found;
    }

    private static Duration shorter(Duration one, Duration two) {
        return one.compareTo(two) < 0 ? one : two;
    }

    private boolean passed(Instant since, Duration interval, double times) {
        return since.plusMillis((long) (interval.toMillis() * times)).isBefore(clock.instant());
    }

    /** The silence says nothing: all count as just heard. */
    synchronized void forgive() {
        byName.replaceAll((name, other) -> new Other(clock.instant(), other.every()));
    }

    /** Whether it was known. */
    synchronized boolean remove(String name) {
        return byName.remove(name) != null;
    }

    synchronized void clear() {
        byName.clear();
    }

    synchronized List<String> names() {
        return List.copyOf(byName.keySet());
    }
}
