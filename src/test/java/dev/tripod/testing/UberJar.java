package dev.tripod.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The packaged application as its users run it: {@code java -jar target/tripod.jar} in a process of its own. */
public final class UberJar implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final Process process;
    private final int port;
    private final Path log;

    private UberJar(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /** Starts it on a free port and waits until it is ready; the locale is a plain one on purpose. */
    public static UberJar start(Map<String, String> environment, String... jvmFlags) {
        try {
            var port = freePort();
            var directory = Files.createDirectories(Path.of("target", "uber-jar"));
            var log = directory.resolve("server-" + port + ".log");
            var java = ProcessHandle.current().info().command().orElse("java");
            var command = new ArrayList<>(List.of(java));
            Stream.of(jvmFlags).forEach(command::add);
            command.addAll(List.of("-jar", new File(System.getProperty("tripod.jar")).getAbsolutePath()));
            var builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().put("LC_ALL", "C");
            builder.environment().put("PORT", String.valueOf(port));
            builder.environment().putAll(environment);
            var server = new UberJar(builder.start(), port, log);
            server.awaitReady();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI uri() {
        return URI.create("http://localhost:" + port);
    }

    public long pid() {
        return process.pid();
    }

    /** Everything written so far to the standard output and error streams. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends SIGTERM and waits for the end; an exit that takes longer than ten seconds is an error. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("The server did not stop within ten seconds of SIGTERM:\n" + log());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReady() {
        var http = HttpClient.newHttpClient();
        var request = HttpRequest.newBuilder(uri().resolve("/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        var deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            try {
                if (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                // Not listening yet; the deadline above ends this.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        process.destroyForcibly();
        throw new AssertionError("The server did not become ready:\n" + log());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
