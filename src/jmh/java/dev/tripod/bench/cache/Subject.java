package dev.tripod.bench.cache;

/** The two operations that are measured, of a cache or of a map. */
interface Subject extends AutoCloseable {
    Object get(String key);

    void put(String key, Object value);

    @Override
    void close();
}
