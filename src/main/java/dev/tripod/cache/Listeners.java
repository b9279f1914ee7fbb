package dev.tripod.cache;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.event.EventType;

/**
 * The listeners of a cache. Synchronous ones have run when {@link #tell} returns, in the caller's thread; the others run
 * one after the other on the executor.
 */
final class Listeners<K, V> {
    private static final System.Logger LOG = System.getLogger(Listeners.class.getName());

    /** Changed by registration, read by every change. */
    private final CopyOnWriteArrayList<Registered<K, V>> registered = new CopyOnWriteArrayList<>();

    private final Executor executor;

    Listeners(Executor executor) {
        this.executor = executor;
    }

    private record Registered<K, V>(
            CacheEntryListenerConfiguration<K, V> configuration,
            CacheEntryListener<? super K, ? super V> listener,
            Optional<CacheEntryEventFilter<? super K, ? super V>> filter) {
        boolean wants(CacheEntryEvent<K, V> event) {
            return filter.map(test -> test.evaluate(event)).orElse(true);
        }
    }

    void add(CacheEntryListenerConfiguration<K, V> configuration) {
        if (registered.stream().anyMatch(other -> other.configuration().equals(configuration))) {
            throw new IllegalArgumentException("The listener is registered already");
        }
        Factory<CacheEntryEventFilter<? super K, ? super V>> filter = configuration.getCacheEntryEventFilterFactory();
        registered.add(new Registered<>(
                configuration,
                configuration.getCacheEntryListenerFactory().create(),
                Optional.ofNullable(filter).map(Factory::create)));
    }

    void remove(CacheEntryListenerConfiguration<K, V> configuration) {
        for (var one : registered) {
            if (one.configuration().equals(configuration) && registered.remove(one)) {
                Closeables.close(one.listener(), one.filter().orElse(null));
            }
        }
    }

    void close() {
        List.copyOf(registered).forEach(one -> remove(one.configuration()));
    }

    boolean isEmpty() {
        return registered.isEmpty();
    }

    void tell(Change<K, V> change) {
        for (var one : registered) {
            var event = one.configuration().isOldValueRequired() || isEnd(change.getEventType())
                    ? change
                    : change.withoutOldValue();
            if (one.configuration().isSynchronous()) {
                tell(one, event);
            } else {
                executor.execute(() -> tellQuietly(one, event));
            }
        }
    }

    /** Tells all listeners on the executor, those too that are synchronous, of what the question answers there. */
    void tellLater(Supplier<Optional<Change<K, V>>> question) {
        executor.execute(() -> {
            try {
                question.get().ifPresent(change -> registered.forEach(one -> tellQuietly(one, change)));
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "A change of a cache elsewhere was not told to listeners", e);
            }
        });
    }

    /** What was removed or has expired has no other value to show. */
    private static boolean isEnd(EventType type) {
        return type == EventType.REMOVED || type == EventType.EXPIRED;
    }

    private static <K, V> void tellQuietly(Registered<K, V> one, CacheEntryEvent<K, V> event) {
        try {
            tell(one, event);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "A cache listener failed", e);
        }
    }

    private static <K, V> void tell(Registered<K, V> one, CacheEntryEvent<K, V> event) {
        try {
            if (one.wants(event)) {
                dispatch(one.listener(), event);
            }
        } catch (CacheEntryListenerException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new CacheEntryListenerException(e);
        }
    }

    @SuppressWarnings("unchecked") // a listener for supertypes takes events of this cache's types
    private static <K, V> void dispatch(CacheEntryListener<?, ?> listener, CacheEntryEvent<K, V> event) {
        List<CacheEntryEvent<? extends K, ? extends V>> events = List.of(event);
        var type = event.getEventType();
        if (type == EventType.CREATED && listener instanceof CacheEntryCreatedListener<?, ?> created) {
            ((CacheEntryCreatedListener<K, V>) created).onCreated(events);
        } else if (type == EventType.UPDATED && listener instanceof CacheEntryUpdatedListener<?, ?> updated) {
            ((CacheEntryUpdatedListener<K, V>) updated).onUpdated(events);
        } else if (type == EventType.REMOVED && listener instanceof CacheEntryRemovedListener<?, ?> removed) {
            ((CacheEntryRemovedListener<K, V>) removed).onRemoved(events);
        } else if (type == EventType.EXPIRED && listener instanceof CacheEntryExpiredListener<?, ?> expired) {
            ((CacheEntryExpiredListener<K, V>) expired).onExpired(events);
        }
    }
}
