package dev.tripod.gateway;

import dev.tripod.store.KeyValueStore;
import dev.tripod.store.StoredKeys;
import dev.tripod.testing.CacheClient;
import dev.tripod.testing.TripodServer;
import dev.tripod.testing.upstash.UpstashServer;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The cache API of an instance that works alone. */
class LocalCacheApiTest implements CacheApiContract {
    private static UpstashServer reference;
    private static TripodServer server;

    @BeforeAll
    static void start() {
        reference = UpstashServer.start();
        server = TripodServer.start(
                Map.of(
                        "TRIPOD_API_TOKEN", TOKEN,
                        "TRIPOD_API_READONLY_TOKEN", READING,
                        "TRIPOD_LOCAL_MAX_MEMORY", "100m"),
                InstantSource.system());
    }

    @AfterAll
    static void stop() {
        server.close();
        reference.close();
    }

    @Override
    public URI address() {
        return server.uri("/api/cache");
    }

    @Override
    public CacheClient service() {
        return new CacheClient(reference.uri(), reference.token());
    }

    @Override
    public CacheClient serviceReading() {
        return new CacheClient(reference.uri(), reference.readOnlyToken());
    }

    @Override
    public List<String> storedKeys() {
        return StoredKeys.of(server.bean(KeyValueStore.class));
    }
}
