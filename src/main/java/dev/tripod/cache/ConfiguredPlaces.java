package dev.tripod.cache;

import dev.tripod.broadcast.Broadcasters;
import dev.tripod.config.Settings;
import dev.tripod.config.SettingsException;
import dev.tripod.store.MemoryBudget;
import dev.tripod.store.SharedStore;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Executor;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * Places as settings, a manager's properties and its URI name them. Managers of one store share one connection, which
 * ends with the last of them.
 */
final class ConfiguredPlaces implements Places {
    private final Executor executor;
    private final InstantSource clock = InstantSource.system();
    /** Guarded by this. */
    private final Map<Target, Connection> connections = new HashMap<>();
    /** Made at first use; guarded by this. */
    private @Nullable MemoryBudget budget;

    ConfiguredPlaces(Executor executor) {
        this.executor = executor;
    }

    private record Target(Settings.Upstash store, String prefix) {}

    private static final class Connection {
        final SharedStore store;
        final SharedBackings backings;
        final WriteBack writeBack;
        int managers;

        Connection(SharedStore store, SharedBackings backings, WriteBack writeBack) {
            this.store = store;
            this.backings = backings;
            this.writeBack = writeBack;
        }

        void close() {
            writeBack.close();
            backings.close();
            store.close();
        }
    }

    @Override
    public synchronized Place at(URI uri, Properties properties) {
        var settings = settings(uri, properties);
        if (budget == null) {
            budget = new MemoryBudget(settings.storage().localMaxMemory());
        }
        var types = settings.storage().cacheTypes();
        if (settings.upstash().isEmpty()) {
            return new Place(new CacheFactory(budget, clock, executor, Optional.empty(), types), () -> {});
        }
        var target = new Target(settings.upstash().get(), settings.storage().keyPrefix());
        var memory = budget;
        var connection = connections.computeIfAbsent(target, wanted -> connect(settings, memory));
        connection.managers++;
        return new Place(
                new CacheFactory(budget, clock, executor, Optional.of(connection.backings), types),
                () -> leave(target));
    }

    private static Settings settings(URI uri, Properties properties) {
        try {
            return PlaceSettings.of(uri, properties);
        } catch (SettingsException e) {
            throw new CacheException(e);
        }
    }

    private Connection connect(Settings settings, MemoryBudget memory) {
        var store = new SharedStore(settings, clock);
        var writeBack = new WriteBack(store);
        var prefix = settings.storage().keyPrefix();
        return new Connection(
                store,
                new SharedBackings(
                        store.store().orElseThrow(),
                        Broadcasters.over(store, prefix, clock).orElseThrow(),
                        prefix,
                        clock,
                        memory,
                        writeBack),
                writeBack);
    }

    private synchronized void leave(Target target) {
        var connection = connections.get(target);
        if (connection != null && --connection.managers == 0) {
            connections.remove(target);
            connection.close();
        }
    }

    @Override
    public boolean shared() {
        return settings(TripodCachingProvider.DEFAULT_URI, new Properties())
                .upstash()
                .isPresent();
    }
}
