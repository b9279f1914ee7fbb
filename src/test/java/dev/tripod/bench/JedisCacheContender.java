package dev.tripod.bench;

import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.JedisPooled;

/** Redis itself over TCP. */
record JedisCacheContender(String name, JedisPooled redis) implements CacheContender {
    static CacheContender of(String name, int port, int threads) {
        var pool = new ConnectionPoolConfig();
        pool.setMaxTotal(threads);
        pool.setMaxIdle(threads);
        return new JedisCacheContender(name, new JedisPooled(pool, "127.0.0.1", port));
    }

    @Override
    public void ask(Kind kind, int number) {
        switch (kind) {
            case GET -> redis.get(key(number));
            case SET -> redis.set(key(number), VALUE);
            case MANY -> {
                try (var pipeline = redis.pipelined()) {
                    for (var i = number; i < number + PIPELINE; i++) {
                        if (i % 2 == 0) {
                            pipeline.get(key(i));
                        } else {
                            pipeline.set(key(i), VALUE);
                        }
                    }
                    pipeline.sync();
                }
            }
        }
    }

    private static String key(int number) {
        return "bench:" + number % KEYS;
    }

    @Override
    public void close() {
        redis.close();
    }
}
