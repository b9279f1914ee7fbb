package dev.tripod.cache.others;

import dev.tripod.cache.TripodCachingProvider;
import dev.tripod.testing.upstash.UpstashServer;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import javax.cache.CacheManager;

/** Where the caches of a test are. */
enum CachePlace {
    MEMORY {
        @Override
        Map<String, String> settings(UpstashServer server) {
            return Map.of("UPSTASH_REDIS_REST_URL", "", "UPSTASH_REDIS_REST_TOKEN", "");
        }
    },
    UPSTASH {
        @Override
        Map<String, String> settings(UpstashServer server) {
            return Map.of(
                    "UPSTASH_REDIS_REST_URL", server.uri().toString(), "UPSTASH_REDIS_REST_TOKEN", server.token());
        }
    };

    /** What names the place, by the settings that users have. */
    abstract Map<String, String> settings(UpstashServer server);

    /** A manager there, of a provider of its own, as another instance has it; close its provider. */
    CacheManager manager(UpstashServer server) {
        var properties = new Properties();
        properties.putAll(settings(server));
        var provider = new TripodCachingProvider();
        return provider.getCacheManager(URI.create("tripod:default"), provider.getDefaultClassLoader(), properties);
    }

    /** Runs something while this process's settings name the place. */
    void whileSet(UpstashServer server, Map<String, String> more, Runnable task) {
        var all = new HashMap<>(settings(server));
        all.putAll(more);
        var before = new HashMap<String, String>();
        all.forEach((name, value) -> before.put(name, System.setProperty(name, value)));
        try {
            task.run();
        } finally {
            before.forEach((name, value) -> {
                if (value == null) {
                    System.clearProperty(name);
                } else {
                    System.setProperty(name, value);
                }
            });
        }
    }
}
