package dev.tripod.bench.cache;

import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;

/** A cache of one provider. */
final class CacheSubject implements Subject {
    private final CacheManager manager;
    private final Cache<String, Object> cache;

    CacheSubject(CacheManager manager, Class<?> valueType, boolean byValue) {
        this.manager = manager;
        this.cache = make(manager, valueType, byValue);
    }

    @SuppressWarnings("unchecked") // only objects of the type are put
    private static Cache<String, Object> make(CacheManager manager, Class<?> valueType, boolean byValue) {
        return manager.createCache(
                "bench",
                new MutableConfiguration<String, Object>()
                        .setTypes(String.class, (Class<Object>) valueType)
                        .setStoreByValue(byValue));
    }

    @Override
    public Object get(String key) {
        return cache.get(key);
    }

    @Override
    public void put(String key, Object value) {
        cache.put(key, value);
    }

    @Override
    public void close() {
        manager.getCachingProvider().close();
    }
}
