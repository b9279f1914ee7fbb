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
    /** Around every answer, also when the server itself refuses something. */
    private static final List<Class<? extends Filter>> AROUND_ALL =
            List.of(LastResortFilter.class, HeadersFilter.class);

    private static final List<Class<? extends Filter>> AROUND_REQUESTS =
            List.of(LimitsFilter.class, CallerFilter.class, OriginFilter.class, PagesFilter.class);

    @Override
    public void contextInitialized(ServletContextEvent event) {
        var context = event.getServletContext();
        AROUND_ALL.forEach(filter -> add(context, filter, EnumSet.of(DispatcherType.REQUEST, DispatcherType.ERROR)));
        AROUND_REQUESTS.forEach(filter -> add(context, filter, EnumSet.of(DispatcherType.REQUEST)));
        context.addServlet(ErrorServlet.class.getSimpleName(), ErrorServlet.class)
                .addMapping(ErrorServlet.PATH);
    }

    private static void add(ServletContext context, Class<? extends Filter> filter, EnumSet<DispatcherType> types) {
        var registration = context.addFilter(filter.getSimpleName(), filter);
        registration.setAsyncSupported(true);
        registration.addMappingForUrlPatterns(types, false, "/*");
    }
}
