package dev.tripod.bench;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/** One way to ask for values of 1,024 bytes. */
interface Contender extends Closeable {
    /** The values' keys are {@code bench:0} and so on, below this number. */
    int KEYS = 100;

    String name();

    /** Whether it goes through the REST service, and so suffers from its delay. */
    boolean isOverHttp();

    /** Lets so many callers each ask for one value after the other. */
    Round measure(int concurrency, Duration time) throws IOException;

    @Override
    void close() throws IOException;
}
