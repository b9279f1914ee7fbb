package dev.tripod.room;

import jakarta.websocket.Session;
import java.lang.reflect.Proxy;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Takes the idle timeout out of a socket of Tyrus's, the WebSocket library of Payara and GlassFish. It starts that
 * timeout again with every frame in either direction, even where there is none, and on those servers each start searches
 * all of the server's jars for services: more than half of the cost of a frame. Rooms have pings of their own.
 */
final class TyrusIdleTimeout {
    private static final System.Logger LOG = System.getLogger(TyrusIdleTimeout.class.getName());
    private static final String SCHEDULER = "service";

    /** Schedules nothing and answers null, which Tyrus takes for no timeout. */
    private static final Object NEVER = Proxy.newProxyInstance(
            TyrusIdleTimeout.class.getClassLoader(),
            new Class<?>[] {ScheduledExecutorService.class},
            (proxy, method, arguments) -> null);

    private TyrusIdleTimeout() {}

    /** Changes nothing on other servers; where Tyrus has come to look different its frames cost what they cost. */
    static void stop(Session session) {
        if (!session.getClass().getName().startsWith("org.glassfish.tyrus.")) {
            return;
        }
        try {
            var scheduler = session.getClass().getDeclaredField(SCHEDULER);
            scheduler.setAccessible(true);
            scheduler.set(session, NEVER);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "The idle timeout of a socket goes on", e);
        }
    }
}
