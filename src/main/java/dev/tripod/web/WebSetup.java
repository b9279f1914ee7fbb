package dev.tripod.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.util.EnumSet;

/**
 * Puts our filter in front of everything. In code and not in a descriptor, because only so does it also stand before
 * WebSocket handshakes on every server.
 */
@WebListener
public class WebSetup implements ServletContextListener {
    @Override
    public void contextInitialized(ServletContextEvent event) {
        var context = event.getServletContext();
        var front = context.addFilter(FrontFilter.class.getSimpleName(), FrontFilter.class);
        front.setAsyncSupported(true);
        front.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ERROR), false, "/*");
        context.addServlet(ErrorServlet.class.getSimpleName(), ErrorServlet.class)
                .addMapping(ErrorServlet.PATH);
    }
}
