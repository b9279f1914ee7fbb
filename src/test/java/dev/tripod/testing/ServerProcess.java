package dev.tripod.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A server in a process of its own, as its users run it, on a free port. */
public final class ServerProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(4);

    private final Process process;
    private final int port;
    private final Path log;
    private final Duration startTime;

    private ServerProcess(List<String> command, Map<String, String> environment, int port, String readyPath) {
        this(command, environment, Path.of("target", "servers"), port, readyPath);
    }

    private ServerProcess(
            List<String> command, Map<String, String> environment, Path home, int port, String readyPath) {
        this.port = port;
        try {
            var directory = Files.createDirectories(home);
            log = Files.createDirectories(Path.of("target", "servers")).resolve(port + ".log");
            var builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().put("LC_ALL", "C"); // a plain locale on purpose: the log is UTF-8 all the same
            builder.environment().putAll(environment);
            var begin = System.nanoTime();
            process = builder.start();
            awaitReady(readyPath);
            startTime = Duration.ofNanos(System.nanoTime() - begin);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs an application server that is set up to listen on a port, and waits until the application is ready. */
    public static ServerProcess of(List<String> command, Map<String, String> environment, Path home, int port) {
        return new ServerProcess(command, environment, home, port, "/health/ready");
    }

    /** Runs {@code java -jar tripod.jar} and waits until it is ready. */
    public static ServerProcess uberJar(Map<String, String> environment, String... jvmFlags) {
        return uberJar(environment, List.of(), jvmFlags);
    }

    private static ServerProcess uberJar(Map<String, String> environment, List<String> arguments, String... jvmFlags) {
        var port = FreePort.find();
        var command = java(jvmFlags);
        command.addAll(List.of("-jar", System.getProperty("tripod.jar", absolute("target/tripod.jar"))));
        command.addAll(arguments);
        var all = new java.util.HashMap<>(environment);
        all.put("PORT", String.valueOf(port));
        return new ServerProcess(command, all, port, "/health/ready");
    }

    /**
     * Runs as many uber-jars as there are environments, all started at once, and waits until all are ready.
     *
     * @param arguments for the server itself; with any, the jar is silent about being ready
     */
    public static List<ServerProcess> uberJars(
            List<Map<String, String>> environments, List<String> arguments, String... jvmFlags) {
        var threads = Executors.newFixedThreadPool(environments.size());
        try {
            var starting = environments.stream()
                    .map(environment ->
                            CompletableFuture.supplyAsync(() -> uberJar(environment, arguments, jvmFlags), threads))
                    .toList();
            CompletableFuture.allOf(starting.toArray(CompletableFuture<?>[]::new))
                    .exceptionally(failure -> closeAll(starting, failure))
                    .join();
            return starting.stream().map(CompletableFuture::join).toList();
        } finally {
            threads.shutdown();
        }
    }

    /** Runs {@link TripodServer} in a process of its own, which starts sooner than any server, and waits until it is ready. */
    public static ServerProcess instance(Map<String, String> environment, String... jvmFlags) {
        var port = FreePort.find();
        var command = java(jvmFlags);
        command.addAll(List.of("-cp", classPath(), InstanceMain.class.getName()));
        var all = new java.util.HashMap<>(environment);
        all.put("PORT", String.valueOf(port));
        return new ServerProcess(command, all, Path.of("").toAbsolutePath(), port, "/health/ready");
    }

    private static Void closeAll(List<CompletableFuture<ServerProcess>> started, Throwable failure) {
        started.stream().filter(one -> !one.isCompletedExceptionally()).forEach(one -> one.join()
                .close());
        throw new AssertionError("Not all servers started", failure);
    }

    /** Runs Payara Micro alone with the given WAR at the root and waits for its first page. */
    public static ServerProcess payaraMicro(Path war, String... jvmFlags) {
        var port = FreePort.find();
        var command = java(jvmFlags);
        command.addAll(List.of("-jar", absolute("target/payara/payara-micro.jar"), "--nohazelcast"));
        command.addAll(List.of("--disablephonehome", "--port", String.valueOf(port)));
        command.addAll(
                List.of("--contextroot", "/", "--deploy", war.toAbsolutePath().toString()));
        return new ServerProcess(command, Map.of(), port, "/");
    }

    /** Runs a server that is a Node script; its arguments are the port and these. */
    public static ServerProcess node(Path script, String... arguments) {
        var port = FreePort.find();
        var command = new ArrayList<>(List.of("node", absolute(script.toString()), String.valueOf(port)));
        command.addAll(List.of(arguments));
        return new ServerProcess(command, Map.of(), port, "/");
    }

    public URI uri() {
        return URI.create("http://localhost:" + port);
    }

    public long pid() {
        return server().pid();
    }

    /** From the start of the process to the first good answer. */
    public Duration startTime() {
        return startTime;
    }

    /** Everything written so far to the standard output and error streams. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The processes of the server, the one that was started first at the end. */
    private List<ProcessHandle> all() {
        return Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
    }

    /** The server's own process: some are started by a script or a launcher that stays. */
    private ProcessHandle server() {
        return process.descendants()
                .filter(child -> child.info().command().orElse("").endsWith("java"))
                .findFirst()
                .orElse(process.toHandle());
    }

    /** Sends SIGTERM and waits for the end; an exit that takes longer than ten seconds is an error. */
    @Override
    public void close() {
        server().destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                all().forEach(ProcessHandle::destroyForcibly);
                throw new AssertionError("The server did not stop within ten seconds of SIGTERM:\n" + log());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends SIGKILL, as a crash or the end of the machine would, and waits for the end. */
    public void kill() {
        all().forEach(ProcessHandle::destroyForcibly);
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new AssertionError("The server did not end within ten seconds of SIGKILL");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReady(String path) {
        // Not HTTP/2: a connection that was made too early would be kept for all further questions.
        // Servers of WebSockets alone do not expect that upgrade either.
        var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var request = HttpRequest.newBuilder(uri().resolve(path))
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
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        if (!process.isAlive()) {
            throw new AssertionError("The server ended with status " + process.exitValue() + ":\n" + log());
        }
        all().forEach(ProcessHandle::destroyForcibly);
        throw new AssertionError("The server did not become ready:\n" + log());
    }

    private static List<String> java(String... flags) {
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(List.of(flags));
        return command;
    }

    /** That of the tests: the build's own process hides it behind a jar. */
    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static String absolute(String path) {
        return Path.of(path).toAbsolutePath().toString();
    }
}
