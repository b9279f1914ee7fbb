package dev.tripod.cache;

/**
 * Where the caches of one manager are kept.
 *
 * @param factory makes them
 * @param leave to be called once when the manager closes
 */
record Place(CacheFactory factory, Runnable leave) {}
