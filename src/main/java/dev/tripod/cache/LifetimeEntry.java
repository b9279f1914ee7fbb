package dev.tripod.cache;

import java.time.Duration;
import java.util.Optional;
import javax.cache.processor.MutableEntry;

/** An entry in an entry processor whose lifetime can be read and set. */
public interface LifetimeEntry<K, V> extends MutableEntry<K, V> {
    /** How long the entry still lives; empty when it is eternal or there is none. */
    Optional<Duration> lifetime();

    /** Sets the value together with its lifetime, whatever the expiry policy says. */
    void setValue(V value, Duration lifetime);

    /**
     * Sets the value and its lifetime as {@link #setValue(Object, Duration)} does, but copies near callers on other
     * instances may go on with the value before until they end by themselves. For changes such as "used just now".
     */
    void setQuietly(V value, Duration lifetime);
}
