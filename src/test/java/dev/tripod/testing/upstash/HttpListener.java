package dev.tripod.testing.upstash;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Accepts connections on one port of this machine and gives each a thread. The port can be closed and opened again. It
 * lies below the range from which the system takes ports for clients, since a client that retries a closed port of that
 * range sooner or later connects to itself.
 */
final class HttpListener implements Closeable {
    private static final int LOWEST_PORT = 20_000;
    private static final int HIGHEST_PORT = 30_000;
    private static final int ATTEMPTS = 200;
    private static final int BACKLOG = 1_024;

    private final Handler handler;
    private final ExecutorService threads;
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    /** Added to by the accepting thread, taken from by each connection's own; walked through by the test's. */
    private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();

    /** Replaced by {@link #open}, under this object's monitor. */
    private ServerSocket socket;

    /** Ends when the socket is closed; replaced with it. */
    private Future<?> accepting;

    private final int port;

    HttpListener(int wantedPort, Handler handler) throws IOException {
        this.handler = handler;
        threads = Executors.newCachedThreadPool(work -> {
            var thread = new Thread(work, "upstash-server");
            thread.setDaemon(true);
            return thread;
        });
        socket = wantedPort == 0 ? onFreePort() : bind(wantedPort);
        port = socket.getLocalPort();
        accepting = accept(socket);
    }

    int port() {
        return port;
    }

    int open() {
        return connections.size();
    }

    int most() {
        return most.get();
    }

    void forgetMost() {
        most.set(connections.size());
    }

    /** Refuses further connections and cuts those there are. */
    synchronized void refuse() {
        try {
            socket.close();
            accepting.get(); // while a thread waits in accept, the system may let one more in
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
        cutAll();
    }

    /** Listens again on the same port if it does not. */
    synchronized void listen() {
        if (socket.isClosed()) {
            socket = bindPatiently();
            accepting = accept(socket);
        }
    }

    /** Cuts every connection with a reset. */
    void cutAll() {
        for (var connection : connections) {
            try {
                connection.reset();
            } catch (IOException e) {
                // gone already, which is what was wanted
            }
        }
    }

    @Override
    public void close() {
        refuse();
        threads.shutdownNow();
    }

    private Future<?> accept(ServerSocket listening) {
        return threads.submit(() -> {
            while (!listening.isClosed()) {
                try {
                    begin(listening, listening.accept());
                } catch (IOException | RejectedExecutionException e) {
                    // closed, which ends the loop; or a client that went before it was accepted
                }
            }
        });
    }

    private void begin(ServerSocket listening, Socket client) throws IOException {
        var connection = new HttpConnection(client, accepted.incrementAndGet());
        connections.add(connection);
        if (listening.isClosed()) {
            connection.reset(); // it slipped in while the port was closed; its thread ends at once
        }
        most.accumulateAndGet(connections.size(), Math::max);
        threads.execute(() -> {
            try (connection) {
                handler.serve(connection);
            } catch (IOException e) {
                // the client went, or a fault cut the connection
            } finally {
                connections.remove(connection);
            }
        });
    }

    private ServerSocket bindPatiently() {
        for (var attempt = 1; ; attempt++) {
            try {
                return bind(port);
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw new UncheckedIOException(e);
                }
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            }
        }
    }

    private static ServerSocket onFreePort() throws IOException {
        for (var attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                return bind(ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT));
            } catch (BindException e) {
                // in use; another one will be free
            }
        }
        throw new BindException("No free port found");
    }

    private static ServerSocket bind(int port) throws IOException {
        var socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Serves one connection to its end. */
    interface Handler {
        void serve(HttpConnection connection) throws IOException;
    }
}
