package dev.tripod.upstash;

import dev.tripod.config.Settings;
import dev.tripod.testing.upstash.UpstashServer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A client of the test server, with words for asking in one line. */
final class TestClient implements AutoCloseable {
    private final UpstashClient client;

    private TestClient(UpstashClient client) {
        this.client = client;
    }

    static TestClient of(UpstashServer server) {
        return of(server, Limits.DEFAULT);
    }

    static TestClient of(UpstashServer server, Limits limits) {
        return of(new Settings.Upstash(server.uri(), server.token()), limits);
    }

    static TestClient of(Settings.Upstash settings, Limits limits) {
        return new TestClient(new UpstashClient(settings, InstantSource.system(), limits));
    }

    /** Bounds for tests that wait for the end of time. */
    static Limits hasty() {
        return new Limits(Duration.ofMillis(200), Duration.ofMillis(400), Duration.ofMillis(1000), 1024 * 1024, 10_000);
    }

    UpstashClient client() {
        return client;
    }

    CompletableFuture<List<Reply>> start(Command... commands) {
        return client.execute(List.of(commands), false);
    }

    List<Reply> run(Command... commands) {
        return start(commands).join();
    }

    Reply run(String name, Object... arguments) {
        return run(Command.of(name, arguments)).get(0);
    }

    /** Why it got no replies. */
    UpstashException failure(String name, Object... arguments) {
        return failure(start(Command.of(name, arguments)));
    }

    static UpstashException failure(CompletableFuture<?> promise) {
        try {
            throw new AssertionError("Got an answer: " + promise.join());
        } catch (CompletionException e) {
            return (UpstashException) e.getCause();
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
