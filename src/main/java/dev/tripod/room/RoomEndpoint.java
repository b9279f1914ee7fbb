package dev.tripod.room;

import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.util.Optional;

/** The door of a room: one instance per socket, every call handed over. {@code docs/protocol.md} is the contract. */
@ServerEndpoint(value = "/ws/rooms/{id}", subprotocols = "tripod.v1", configurator = RoomConfigurator.class)
public class RoomEndpoint {
    private static final System.Logger LOG = System.getLogger(RoomEndpoint.class.getName());

    @Inject
    RoomRegistry registry;

    @Inject
    RoomThreads threads;

    private Optional<Visit> visit = Optional.empty();

    @OnOpen
    public void open(Session session, EndpointConfig config, @PathParam("id") String id) {
        session.setMaxTextMessageBufferSize(Visit.MAX_FRAME);
        session.setMaxBinaryMessageBufferSize(Visit.MAX_FRAME);
        TyrusIdleTimeout.stop(session);
        session.setMaxIdleTimeout(0);
        visit = registry.open(wire(session), RoomConfigurator.visitor(session, config), id);
    }

    @OnMessage(maxMessageSize = Visit.MAX_FRAME)
    public void text(String text) {
        visit.ifPresent(open -> open.received(text));
    }

    @OnMessage(maxMessageSize = Visit.MAX_FRAME)
    public void binary(byte[] bytes) {
        visit.ifPresent(Visit::receivedBinary);
    }

    @OnMessage
    public void pong(PongMessage pong) {
        visit.ifPresent(Visit::alive);
    }

    @OnClose
    public void close(CloseReason reason) {
        leave(reason.getCloseCode().getCode());
    }

    /** Ends the socket the same way on every server; the peer learns no details. */
    @OnError
    public void error(Session session, Throwable failure) {
        LOG.log(System.Logger.Level.DEBUG, "A room's socket failed", failure);
        var code = code(failure);
        visit.ifPresentOrElse(
                open -> open.connection.abort(code), () -> wire(session).close(code, ""));
        leave(CloseCode.VANISHED);
    }

    /** Jetty leaves it to the endpoint to say what a message was too large for; by name, since the class is the server's. */
    private static int code(Throwable failure) {
        return failure.getClass().getSimpleName().equals("MessageTooLargeException")
                ? CloseCode.TOO_BIG
                : CloseReason.CloseCodes.UNEXPECTED_CONDITION.getCode();
    }

    private SocketWire wire(Session session) {
        return new SocketWire(session, threads::executeBlocking);
    }

    /** In another thread, since some servers call in the middle of a send, under the locks of room and socket. */
    private void leave(int code) {
        visit.ifPresent(open -> threads.execute(() -> registry.closed(open, code)));
    }
}
