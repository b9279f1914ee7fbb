package dev.tripod.testing;

import dev.tripod.testing.upstash.UpstashServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Two uber-jars behind one proxy hop and on one store, which speaks the REST protocol in front of a real Redis. They
 * log all they can.
 */
public final class TwoInstances implements AutoCloseable {
    private final UpstashServer store = UpstashServer.start();
    /** Those that run now, and all that ever did. */
    private final List<ServerProcess> running = new ArrayList<>();

    private final List<ServerProcess> ever = new ArrayList<>();

    public TwoInstances() {
        start();
    }

    private void start() {
        var environment = Map.of(
                "UPSTASH_REDIS_REST_URL",
                store.uri().toString(),
                "UPSTASH_REDIS_REST_TOKEN",
                store.token(),
                "TRIPOD_TRUSTED_PROXIES",
                "1",
                "TRIPOD_PAIRING_LIFETIME",
                "10m"); // a restart on a busy machine may outlast two minutes
        running.addAll(ServerProcess.uberJars(
                Collections.nCopies(2, environment),
                List.of("--logproperties", finestLog().toString()),
                "-Xmx256m"));
        ever.addAll(running);
    }

    /** As shipped, but for our own level. */
    private static Path finestLog() {
        try {
            var shipped = Files.readString(Path.of("server-config/payara-micro/logging.properties"));
            var finest = Path.of("target", "finest-logging.properties").toAbsolutePath();
            return Files.writeString(finest, shipped.replace("dev.tripod.level=INFO", "dev.tripod.level=ALL"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public UpstashServer store() {
        return store;
    }

    public URI a() {
        return running.get(0).uri();
    }

    public URI b() {
        return running.get(1).uri();
    }

    /** Both at once with SIGKILL, so that nothing can be saved; then both anew. */
    public void killAndStartAgain() {
        running.forEach(ServerProcess::kill);
        running.clear();
        start();
    }

    /** What all instances have written since the first start. */
    public String logs() {
        return ever.stream().map(ServerProcess::log).collect(Collectors.joining("\n"));
    }

    /** What one of the instances has written that run now. */
    public String logOfA() {
        return running.get(0).log();
    }

    @Override
    public void close() {
        running.forEach(ServerProcess::close);
        store.close();
    }
}
