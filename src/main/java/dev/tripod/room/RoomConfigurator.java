package dev.tripod.room;

import dev.tripod.session.Caller;
import dev.tripod.session.CurrentSession;
import dev.tripod.session.OriginPolicy;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.enterprise.inject.spi.Unmanaged;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes endpoints as CDI would on every server, and hands them who comes in. It runs in the handshake's own request,
 * so that it sees the same session and address as filters do; it checks them again, should no filter have run.
 */
public class RoomConfigurator extends ServerEndpointConfig.Configurator {
    private static final String VISITOR = Visitor.class.getName();

    @Override
    public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
        var properties = config.getUserProperties();
        properties.remove(VISITOR);
        visitor(request).ifPresent(visitor -> properties.put(VISITOR, visitor));
    }

    private static Optional<Visitor> visitor(HandshakeRequest request) {
        var beans = CDI.current();
        if (!beans.select(OriginPolicy.class).get().allowsHandshake(header(request, "Origin"))) {
            return Optional.empty();
        }
        var address = beans.select(Caller.class).get().address();
        return beans.select(CurrentSession.class).get().find().map(session -> new Visitor(session, address));
    }

    private static Optional<String> header(HandshakeRequest request, String name) {
        return request.getHeaders().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .filter(values -> values.size() == 1)
                .map(values -> values.get(0))
                .findFirst();
    }

    /** Who was let in by the handshake of this socket. */
    static @Nullable Visitor visitor(Session session, EndpointConfig config) {
        for (var properties : List.of(session.getUserProperties(), config.getUserProperties())) {
            if (properties.get(VISITOR) instanceof Visitor visitor) {
                return visitor;
            }
        }
        return null;
    }

    @Override
    public <T> T getEndpointInstance(Class<T> type) {
        return new Unmanaged<>(CDI.current().getBeanManager(), type)
                .newInstance()
                .produce()
                .inject()
                .postConstruct()
                .get();
    }
}
