package dev.tripod.room;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import org.jspecify.annotations.Nullable;

/** Closes sockets with 1012 while the server can still write; by itself no server tells its clients. */
@WebListener
public class RoomShutdown implements ServletContextListener {
    private @Nullable RoomRegistry registry;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        registry = CDI.current().select(RoomRegistry.class).get();
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        if (registry != null) {
            registry.stop();
        }
    }
}
