package dev.tripod.testing.upstash;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import redis.embedded.RedisExecProvider;

/**
 * A real Redis 7.0 of its own for one server, without persistence, and connections to it. One process each, because
 * channels, scripts and figures are shared by all databases of a process. Ends with the JVM at the latest.
 */
final class RedisProcess implements Closeable {
    private static final Duration START_LIMIT = Duration.ofSeconds(10);
    private static final int ATTEMPTS = 5;
    private static final Object UNPACKING = new Object();

    /** Guarded by {@link #UNPACKING}; the binary is unpacked once per JVM. */
    private static File binary;

    private final Process process;
    private final int port;
    private final Thread atExit;

    /** Connections nobody uses; whoever polls one owns it until it is offered again. */
    private final ConcurrentLinkedQueue<RedisConnection> idle = new ConcurrentLinkedQueue<>();

    private RedisProcess(int port) throws IOException {
        this.port = port;
        process = new ProcessBuilder(command())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD)
                .start();
        atExit = new Thread(process::destroyForcibly, "redis-stop");
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    static RedisProcess start() throws IOException {
        for (var attempt = 1; attempt <= ATTEMPTS; attempt++) {
            var redis = new RedisProcess(freePort());
            if (redis.becomesReady()) {
                return redis;
            }
            redis.close(); // somebody took the port between the look and the start
        }
        throw new IOException("Redis did not start");
    }

    int port() {
        return port;
    }

    RedisConnection connect() throws IOException {
        return new RedisConnection(port);
    }

    /** Lends a connection for one piece of work; a connection on which it failed is not used again. */
    <T> T use(Work<T> work) throws IOException {
        var waiting = idle.poll();
        var connection = waiting == null ? connect() : waiting;
        try {
            var result = work.with(connection);
            idle.offer(connection);
            return result;
        } catch (IOException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        process.destroyForcibly();
    }

    private List<String> command() throws IOException {
        return List.of(
                binary().getPath(),
                "--port",
                String.valueOf(port),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no");
    }

    private boolean becomesReady() {
        var deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (process.isAlive() && System.nanoTime() < deadline) {
            try {
                use(connection -> connection.call(Command.of("PING")));
                return process.isAlive();
            } catch (IOException e) {
                LockSupport.parkNanos(Duration.ofMillis(2).toNanos()); // not listening yet
            }
        }
        return false;
    }

    private static File binary() throws IOException {
        synchronized (UNPACKING) {
            if (binary == null) {
                binary = RedisExecProvider.defaultProvider().get();
            }
            return binary;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return socket.getLocalPort();
        }
    }

    /** Something done with a connection. */
    interface Work<T> {
        T with(RedisConnection connection) throws IOException;
    }
}
