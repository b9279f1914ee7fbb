package dev.tripod.testing.upstash;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The subscriptions that are open, and what a test does to them. */
final class EventStreams {
    private static final Set<String> PATHS = Set.of("subscribe", "psubscribe");

    private final RedisProcess redis;
    private final Bill bill;

    /** Each stream is added and removed by the thread that serves it; walked through by the test's. */
    private final Set<EventStream> open = ConcurrentHashMap.newKeySet();

    /** Set by a test between streams. */
    private volatile String lineEnd = "\n";

    EventStreams(RedisProcess redis, Bill bill) {
        this.redis = redis;
        this.bill = bill;
    }

    void blankLineAfterEvents() {
        lineEnd = "\n\n";
    }

    int open() {
        return open.size();
    }

    /** The subscription that a request asks for; a body is no channel. */
    static Optional<Command> asked(HttpRequest request) {
        return PATHS.contains(request.root())
                        && request.wantsEvents()
                        && request.segments().size() > 1
                ? Optional.of(new Command(request.segments()))
                : Optional.empty();
    }

    /** Serves a subscription to its end, in this thread and one more. */
    void serve(HttpConnection client, Command subscribe, boolean silent) throws IOException {
        var stream = new EventStream(client, redis.connect(), lineEnd, silent);
        open.add(stream);
        bill.count(subscribe.name(), 1);
        try {
            stream.open(subscribe);
            var writer = new Thread(stream::write, "upstash-stream");
            writer.setDaemon(true);
            writer.start();
            stream.awaitEnd();
        } finally {
            open.remove(stream);
        }
    }

    void silence() {
        open.forEach(EventStream::silence);
    }

    void reset() {
        each(EventStream::reset);
    }

    void end() {
        each(EventStream::end);
    }

    private void each(Ending ending) {
        Set.copyOf(open).forEach(stream -> {
            try {
                ending.of(stream);
            } catch (IOException e) {
                // it ended by itself meanwhile
            }
        });
    }

    /** A way to end a stream. */
    private interface Ending {
        void of(EventStream stream) throws IOException;
    }
}
