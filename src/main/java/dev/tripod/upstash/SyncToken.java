package dev.tripod.upstash;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The newest mark of what the service has written for us, which makes copies elsewhere wait until they hold it.
 * Answers arrive in any order; that of the request which started last counts. Thread-safe.
 */
final class SyncToken {
    private final AtomicLong requests = new AtomicLong();
    /** Guarded by this, as what follows. */
    private long newestRequest;

    private Optional<String> newest = Optional.empty();

    /** The number of the request that starts now. */
    long begin() {
        return requests.incrementAndGet();
    }

    synchronized void received(long request, String token) {
        if (request > newestRequest) {
            newestRequest = request;
            newest = Optional.of(token);
        }
    }

    synchronized Optional<String> newest() {
        return newest;
    }
}
