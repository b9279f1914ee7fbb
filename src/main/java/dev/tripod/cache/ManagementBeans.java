package dev.tripod.cache;

import java.lang.management.ManagementFactory;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.management.CacheMXBean;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Registers a cache's two MXBeans under the names that JSR-107 gives them. */
final class ManagementBeans {
    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    private ManagementBeans() {}

    static void statistics(Cache<?, ?> cache, Statistics statistics, boolean on) {
        register("CacheStatistics", cache, statistics, on);
    }

    static void configuration(Cache<?, ?> cache, CompleteConfiguration<?, ?> configuration, boolean on) {
        register("CacheConfiguration", cache, new ConfigurationBean(configuration), on);
    }

    private static void register(String type, Cache<?, ?> cache, Object bean, boolean on) {
        try {
            var name = new ObjectName("javax.cache:type=" + type + ",CacheManager="
                    + clean(cache.getCacheManager().getURI().toString()) + ",Cache=" + clean(cache.getName()));
            if (on && !SERVER.isRegistered(name)) {
                SERVER.registerMBean(bean, name);
            } else if (!on && SERVER.isRegistered(name)) {
                SERVER.unregisterMBean(name);
            }
        } catch (JMException e) {
            throw new CacheException("The management bean of " + cache.getName() + " cannot be registered", e);
        }
    }

    private static String clean(String text) {
        return text.replaceAll("[,:=\n]", ".");
    }

    /** What a cache was made with, for JMX. */
    public record ConfigurationBean(CompleteConfiguration<?, ?> configuration) implements CacheMXBean {
        @Override
        public String getKeyType() {
            return configuration.getKeyType().getName();
        }

        @Override
        public String getValueType() {
            return configuration.getValueType().getName();
        }

        @Override
        public boolean isReadThrough() {
            return configuration.isReadThrough();
        }

        @Override
        public boolean isWriteThrough() {
            return configuration.isWriteThrough();
        }

        @Override
        public boolean isStoreByValue() {
            return configuration.isStoreByValue();
        }

        @Override
        public boolean isStatisticsEnabled() {
            return configuration.isStatisticsEnabled();
        }

        @Override
        public boolean isManagementEnabled() {
            return configuration.isManagementEnabled();
        }
    }
}
