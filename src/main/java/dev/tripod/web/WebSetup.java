package dev.tripod.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.util.EnumSet;
import java.util.List;

/**
 * Puts the filters in front of everything, in their order. In code and not in a descriptor, because only so do they
 * also stand before WebSocket handshakes on every server.
 */
@WebListener
public class WebSetup implements ServletContextListener {
    private static final List<Class<? extends Filter>> FILTERS = List.of(LastResortFilter.class, HeadersFilter.class);

    @Override
    public void contextInitialized(ServletContextEvent event) {
        var context = event.getServletContext();
        FILTERS.forEach(filter -> add(context, filter));
    }

    private static void add(ServletContext context, Class<? extends Filter> filter) {
        var registration = context.addFilter(filter.getSimpleName(), filter);
        registration.setAsyncSupported(true);
        registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ERROR), false, "/*");
    }
}
