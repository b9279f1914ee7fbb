package dev.tripod.cache;

import javax.cache.Cache;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/** What happened to an entry, as listeners are told. */
final class Change<K, V> extends CacheEntryEvent<K, V> {
    private static final long serialVersionUID = 1;

    private final transient K key;
    private final transient @Nullable V value;
    private final transient @Nullable V oldValue;

    Change(Cache<K, V> cache, EventType type, K key, @Nullable V value, @Nullable V oldValue) {
        super(cache, type);
        this.key = key;
        this.value = value;
        this.oldValue = oldValue;
    }

    @Override
    public K getKey() {
        return key;
    }

    @Override
    public @Nullable V getValue() {
        return value;
    }

    @Override
    public @Nullable V getOldValue() {
        return oldValue;
    }

    @Override
    public boolean isOldValueAvailable() {
        return oldValue != null;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        return Unwrapping.unwrap(this, type);
    }

    /** The same for a listener that did not ask for the old value. */
    @SuppressWarnings("unchecked")
    Change<K, V> withoutOldValue() {
        return new Change<>((Cache<K, V>) getSource(), getEventType(), key, value, null);
    }
}
