package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.LogCapture;
import dev.tripod.testing.TripodServer;
import dev.tripod.testing.upstash.RecordedRequest;
import dev.tripod.testing.upstash.UpstashServer;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;

/** One instance in the test's own process, on a store that a test hands over, for trouble that lasts; what it logs is kept. */
final class Lone implements AutoCloseable {
    /** That may come and go for their own reasons: work is handed to more of them for a moment. */
    static final int SOME_THREADS = 10;

    /** A line of the log: a WARNING, say, and its text. */
    record Line(Level level, String text) {}

    private final LogCapture log;
    private final UpstashServer store;
    private final TripodServer server;

    private Lone(UpstashServer store, Map<String, String> settings) {
        this.store = store;
        this.log = LogCapture.ofAll();
        server = TripodServer.start(settings, InstantSource.system());
    }

    /** Starts one on a store, which may be in trouble already. */
    static Lone on(UpstashServer store) {
        return on(store, Map.of());
    }

    /** The same with other settings. */
    static Lone on(UpstashServer store, Map<String, String> settings) {
        var all = new HashMap<>(Map.of(
                "UPSTASH_REDIS_REST_URL",
                store.uri().toString(),
                "UPSTASH_REDIS_REST_TOKEN",
                store.token(),
                "TRIPOD_TRUSTED_PROXIES",
                "1"));
        all.putAll(settings);
        return new Lone(store, all);
    }

    /** Starts one with these settings only; the store is none of its unless they name it. */
    static Lone with(UpstashServer store, Map<String, String> settings) {
        return new Lone(store, settings);
    }

    UpstashServer store() {
        return store;
    }

    URI uri() {
        return server.uri("");
    }

    /** What was logged so far, with the newest last. */
    List<Line> lines() {
        return log.entries().stream()
                .map(entry -> new Line(entry.getLevel(), LogCapture.text(entry)))
                .toList();
    }

    List<String> texts() {
        return log.texts();
    }

    /** What has been asked of the store by now, streams of events left out. */
    List<RecordedRequest> asked() {
        return store.requests().stream()
                .filter(request -> !request.opensStream())
                .toList();
    }

    /** Lets time pass in which nothing may be asked of the store. */
    void assertAsksNothingFor(Duration time) {
        var asked = asked().size();
        var end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            assertThat(asked()).as("what was asked within " + time).hasSize(asked);
        }
    }

    /** The threads with which the product works; the test's own are others. */
    static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("upstash-") || name.startsWith("tripod-") || name.startsWith("room-"))
                .count();
    }

    @Override
    public void close() {
        try {
            store.clearFaults();
            store.recover();
            server.close();
            assertThat(texts()).noneMatch(line -> line.contains(store.token()) || line.contains("Bearer "));
            assertThat(Instances.GUESTS.secrets()).as("secrets in a log").noneMatch(secret -> texts().stream()
                    .anyMatch(line -> line.contains(secret)));
        } finally {
            log.close();
        }
    }
}
