package dev.tripod.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A way to a server that can be cut: bytes go through unchanged until all its connections break at once. It can also be
 * stalled: then nobody takes what the server sends.
 */
public final class CuttableProxy implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final ServerSocket door;
    /** Written by whoever moves the way's end, read by the accepting thread. */
    private volatile int target;
    /** Both ends of every connection; added by the accepting thread, closed by whoever cuts. */
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    /** Written by the test, read by the accepting thread. */
    private volatile boolean closed;
    /** Guarded by this. */
    private boolean stalled;

    /** A way to the server at this address. */
    public CuttableProxy(URI server) {
        try {
            target = server.getPort();
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run(this::accept);
    }

    /** The address to use instead of the server's own. */
    public URI uri() {
        return URI.create("http://localhost:" + door.getLocalPort());
    }

    /** Breaks every connection and refuses new ones until {@link #mend}. */
    public void cut() {
        closed = true;
        sockets.forEach(CuttableProxy::end);
        sockets.clear();
    }

    public void mend() {
        closed = false;
    }

    /** Lets new connections lead to another server; those there are stay. */
    public void leadTo(URI server) {
        target = server.getPort();
    }

    /** Takes nothing more from the server until {@link #flow}; little fits in between. */
    public synchronized void stall() {
        stalled = true;
    }

    public synchronized void flow() {
        stalled = false;
        notifyAll();
    }

    private synchronized void awaitFlow() throws IOException {
        while (stalled) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new InterruptedIOException();
            }
        }
    }

    @Override
    public void close() {
        cut();
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                var near = door.accept();
                if (closed) {
                    end(near);
                } else {
                    connect(near);
                }
            } catch (IOException e) {
                // The door was closed, which shows in the test.
            }
        }
    }

    private void connect(Socket near) {
        var far = new Socket();
        try {
            far.setReceiveBufferSize(BUFFER); // else the system makes room for megabytes
            far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
        } catch (IOException e) { // the server is gone, which its client is to notice
            end(near);
            end(far);
            return;
        }
        sockets.add(near);
        sockets.add(far);
        run(() -> pump(near, far, () -> {}));
        run(() -> pump(far, near, this::awaitFlow));
    }

    private interface Gate {
        void pass() throws IOException;
    }

    private void pump(Socket from, Socket to, Gate gate) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            var bytes = new byte[BUFFER];
            for (var count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                gate.pass();
                out.write(bytes, 0, count);
            }
        } catch (IOException e) {
            // Cut, or closed by one side.
        } finally {
            end(from);
            end(to);
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(Runnable work) {
        var thread = new Thread(work, "cuttable-proxy");
        thread.setDaemon(true);
        thread.start();
    }
}
