package dev.tripod.bench.cache;

import java.util.concurrent.ConcurrentHashMap;

/** References in a map and nothing else: what no cache can be faster than. */
final class MapSubject implements Subject {
    private final ConcurrentHashMap<String, Object> map = new ConcurrentHashMap<>();

    @Override
    public Object get(String key) {
        return map.get(key);
    }

    @Override
    public void put(String key, Object value) {
        map.put(key, value);
    }

    @Override
    public void close() {}
}
