package dev.tripod.bench;

import java.io.Closeable;

/** Something that keeps values of 1,024 bytes under the keys {@code bench:0} and so on, and serves many threads. */
interface CacheContender extends Closeable {
    int KEYS = 100;
    int PIPELINE = 64;
    String VALUE = "v".repeat(1024);

    /** What a request asks for. */
    enum Kind {
        GET("GET"),
        SET("SET"),
        /** Half of it reads, half of it writes. */
        MANY("pipeline of " + PIPELINE);

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    String name();

    /** Makes one request and waits for its answer; the number tells which keys. */
    void ask(Kind kind, int number) throws Exception;

    @Override
    void close();
}
