package dev.tripod.cache;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.cache.CacheException;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * Carries out changes of one cache: each is an {@link Attempt} that is repeated until no other change came between, then
 * counted and told. What a step does runs outside any lock and, in a race, more than once.
 */
final class Steps<K, V> {
    /** So many lost races in a row mean that the entry is never quiet. */
    private static final int MOST_TRIES = 10_000;

    final CacheParts<K, V> parts;
    final External<K, V> external;
    private final JsrCache<K, V> cache;

    Steps(JsrCache<K, V> cache, CacheParts<K, V> parts) {
        this.cache = cache;
        this.parts = parts;
        this.external = new External<>(parts.storage());
        parts.backing().onExpired(this::tellExpired);
        parts.others().ifPresent(broadcast -> broadcast.onHeard(this::hear));
    }

    /** Repeats a step until the backing takes what it made of the entry, then counts and tells. */
    <R> @Nullable R attempt(K key, Function<Attempt<K, V>, @Nullable R> step) {
        var held = parts.keys().hold(key);
        for (var tries = 0; tries < MOST_TRIES; tries++) {
            var attempt = new Attempt<>(parts, key, held);
            var result = step.apply(attempt);
            if (attempt.commit()) {
                finish(attempt);
                return result;
            }
            parts.backing().lost(tries);
        }
        throw new CacheException("Too many changes of one entry came between");
    }

    /** Tries a step once, and tells whether the backing took it. */
    boolean attemptOnce(K key, Consumer<Attempt<K, V>> step) {
        var attempt = new Attempt<>(parts, key, parts.keys().hold(key));
        step.accept(attempt);
        var taken = attempt.commit();
        if (taken) {
            finish(attempt);
        }
        return taken;
    }

    private void finish(Attempt<K, V> attempt) {
        attempt.count(parts.statistics());
        if (!parts.tellsNobody()) {
            var change = attempt.change(cache);
            if (change != null) {
                parts.others().ifPresent(broadcast -> broadcast.tell(change));
                parts.listeners().tell(change);
            }
        }
    }

    /** What was left out is read; when it is gone meanwhile, that is heard of as well, and this needs not be. */
    private void hear(ChangeBroadcast.Heard heard) {
        parts.listeners().tellLater(() -> {
            var key = parts.keys().give(heard.key());
            if (heard.type() == EventType.REMOVED) {
                return Optional.of(new Change<>(cache, heard.type(), key, null, null));
            }
            return heard.value()
                    .<Object>map(value -> value)
                    .or(() -> Optional.ofNullable(parts.backing().read(heard.key()))
                            .map(slot -> slot.held))
                    .map(held -> new Change<>(
                            cache, heard.type(), key, parts.values().give(held), null));
        });
    }

    private void tellExpired(Object heldKey, Slot slot) {
        if (!parts.listeners().isEmpty()) {
            var value = parts.values().give(slot.held);
            parts.listeners()
                    .tell(new Change<>(cache, EventType.EXPIRED, parts.keys().give(heldKey), value, value));
        }
    }
}
