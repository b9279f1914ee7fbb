package dev.tripod.bench.cache;

import com.hazelcast.cache.HazelcastCachingProvider;
import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import java.net.URI;
import java.util.Optional;
import java.util.Properties;
import javax.cache.CacheManager;
import javax.cache.Caching;

/**
 * Who is measured, by value and by reference. All are as they come out of the box but for the storage: entries never
 * expire, statistics and management are off, no size is given.
 */
public enum Provider {
    MAP,
    TRIPOD("dev.tripod.cache.TripodCachingProvider", true),
    TRIPOD_BY_REFERENCE("dev.tripod.cache.TripodCachingProvider", false),
    CAFFEINE("com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider", true),
    CAFFEINE_BY_REFERENCE("com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider", false),
    EHCACHE("org.ehcache.jsr107.EhcacheCachingProvider", true),
    EHCACHE_BY_REFERENCE("org.ehcache.jsr107.EhcacheCachingProvider", false),
    CACHE2K("org.cache2k.jcache.provider.JCacheProvider", true),
    CACHE2K_BY_REFERENCE("org.cache2k.jcache.provider.JCacheProvider", false),
    REFERENCE_IMPLEMENTATION("org.jsr107.ri.spi.RICachingProvider", true),
    REFERENCE_IMPLEMENTATION_BY_REFERENCE("org.jsr107.ri.spi.RICachingProvider", false),
    /** Keeps no references. */
    HAZELCAST("com.hazelcast.cache.HazelcastMemberCachingProvider", true);

    /** Empty for the map. */
    private final Optional<String> className;

    private final boolean byValue;

    Provider() {
        this.className = Optional.empty();
        this.byValue = false;
    }

    Provider(String className, boolean byValue) {
        this.className = Optional.of(className);
        this.byValue = byValue;
    }

    Subject open(Class<?> valueType) {
        return className
                .<Subject>map(name -> new CacheSubject(manager(name), valueType, byValue))
                .orElseGet(MapSubject::new);
    }

    private CacheManager manager(String name) {
        var provider = Caching.getCachingProvider(name);
        return switch (this) {
            case TRIPOD, TRIPOD_BY_REFERENCE -> provider.getCacheManager(URI.create("tripod:local"), null);
            case HAZELCAST -> provider.getCacheManager(null, null, lonelyMember());
            default -> provider.getCacheManager();
        };
    }

    /** Ends what the provider leaves running. */
    void close() {
        if (this == HAZELCAST) {
            Hazelcast.shutdownAll();
        }
    }

    /** A member of Hazelcast that looks for no other one. */
    private static Properties lonelyMember() {
        var config = new Config().setProperty("hazelcast.phone.home.enabled", "false");
        var network = config.getNetworkConfig();
        network.getJoin().getAutoDetectionConfig().setEnabled(false);
        network.getJoin().getMulticastConfig().setEnabled(false);
        network.getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        return HazelcastCachingProvider.propertiesByInstanceItself(Hazelcast.newHazelcastInstance(config));
    }
}
