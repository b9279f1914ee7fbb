package dev.tripod.web;

import dev.tripod.gateway.CacheResource;
import dev.tripod.pairing.PairingResource;
import dev.tripod.room.IceResource;
import dev.tripod.room.RoomResource;
import dev.tripod.session.SessionResource;
import dev.tripod.status.StatusResource;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/** The REST interface. Everything is listed, so that no server adds a JSON provider or a resource of its own. */
@ApplicationPath("api")
public class TripodApplication extends Application {
    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(
                SessionResource.class,
                PairingResource.class,
                RoomResource.class,
                IceResource.class,
                StatusResource.class,
                CacheResource.class,
                SessionCookieFilter.class,
                JsonProvider.class,
                AnyFailureMapper.class,
                ProblemMapper.class,
                RuntimeAnswerMapper.class,
                MalformedJsonMapper.class);
    }

    /**
     * For Jersey; other runtimes ignore them. It would describe itself at {@code /api/application.wadl}, and on Payara
     * and GlassFish its JSON-B comes before our provider unless another feature, of any name, is said to do JSON.
     */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of(
                "jersey.config.server.wadl.disableWadl",
                true,
                "jersey.config.jsonFeature",
                JsonProvider.class.getSimpleName());
    }
}
