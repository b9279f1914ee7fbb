package dev.tripod.room;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Enumeration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A wire over the container's WebSocket session, which STYLE calls a connection elsewhere. */
final class SocketWire implements Wire {
    private static final System.Logger LOG = System.getLogger(SocketWire.class.getName());

    /**
     * The context class loader while a frame is handed over. Payara 6's WebSocket library captures a context for its
     * idle timeout with every frame, even where there is none, and looks for services in all of the server's jars for
     * it: nine tenths of the cost of a frame. Here it finds none, at once.
     */
    private static final ClassLoader NO_SERVICES = new ClassLoader(null) {
        @Override
        public Enumeration<URL> getResources(String name) {
            return Collections.emptyEnumeration();
        }
    };

    private final Session session;
    /** Closing and pinging can block while the peer reads nothing, and must not hold up whoever decided on it. */
    private final Executor blocking;

    SocketWire(Session session, Executor blocking) {
        this.session = session;
        this.blocking = blocking;
    }

    @Override
    public void send(String text, Consumer<Boolean> done) {
        var ours = Thread.currentThread().getContextClassLoader();
        within(NO_SERVICES, () -> {
            try {
                session.getAsyncRemote().sendText(text, result -> within(ours, () -> done.accept(result.isOK())));
            } catch (RuntimeException e) {
                within(ours, () -> done.accept(false)); // closed meanwhile; the container's close call follows
            }
        });
    }

    private static void within(@Nullable ClassLoader context, Runnable work) {
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        thread.setContextClassLoader(context);
        try {
            work.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public void ping() {
        blocking.execute(() -> {
            try {
                session.getAsyncRemote().sendPing(ByteBuffer.allocate(0));
            } catch (IOException | RuntimeException e) {
                LOG.log(System.Logger.Level.DEBUG, "A ping could not be sent", e);
            }
        });
    }

    @Override
    public void close(int code, String reason) {
        blocking.execute(() -> {
            try {
                session.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(code), reason));
            } catch (IOException | RuntimeException e) {
                LOG.log(System.Logger.Level.DEBUG, "A socket was closed already", e);
            }
        });
    }
}
