package dev.tripod.web;

import dev.tripod.config.Settings;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Has log lines written as JSON where the settings want it: all that the JDK's console handler writes, which is the
 * whole log of the uber-jar. Servers with handlers of their own keep them for their own lines, and ours go to the
 * console. Everything is as before when the application stops.
 */
@Singleton
class LogFormat {
    private static final int FIRST = 1;

    /** Kept, since loggers that nobody holds are forgotten with their handlers. */
    private final Logger ours = Logger.getLogger("dev.tripod");
    /** What handlers wrote with before; changed at the start and the end alone. */
    private final Map<Handler, Formatter> before = new LinkedHashMap<>();

    private @Nullable Handler own;

    void started(
            @Observes @Priority(FIRST) @Initialized(ApplicationScoped.class) Object application, Settings settings) {
        if (settings.logFormat() == Settings.LogFormat.JSON) {
            writeJson();
        }
    }

    private void writeJson() {
        for (var handler : Logger.getLogger("").getHandlers()) {
            if (handler instanceof ConsoleHandler) {
                before.put(handler, handler.getFormatter());
                handler.setFormatter(new JsonLogFormatter());
            }
        }
        if (before.isEmpty()) {
            var console = new ConsoleHandler();
            console.setFormatter(new JsonLogFormatter());
            console.setLevel(Level.ALL);
            ours.addHandler(console);
            ours.setUseParentHandlers(false);
            own = console;
        }
    }

    @PreDestroy
    void stop() {
        before.forEach(Handler::setFormatter);
        before.clear();
        if (own != null) {
            ours.removeHandler(own);
            ours.setUseParentHandlers(true);
            own = null;
        }
    }
}
