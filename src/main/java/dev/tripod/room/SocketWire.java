package dev.tripod.room;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** A wire over the container's WebSocket session, which STYLE calls a connection elsewhere. */
final class SocketWire implements Wire {
    private static final System.Logger LOG = System.getLogger(SocketWire.class.getName());

    private final Session session;
    /** Closing and pinging can block while the peer reads nothing, and must not hold up whoever decided on it. */
    private final Executor blocking;

    SocketWire(Session session, Executor blocking) {
        this.session = session;
        this.blocking = blocking;
    }

    @Override
    public void send(String text, Consumer<Boolean> done) {
        try {
            session.getAsyncRemote().sendText(text, result -> done.accept(result.isOK()));
        } catch (RuntimeException e) {
            done.accept(false); // closed meanwhile; the container's close call follows
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
