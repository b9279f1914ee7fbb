package dev.tripod.testing;

import dev.tripod.config.Settings;
import jakarta.servlet.annotation.WebListener;
import jakarta.servlet.annotation.WebServlet;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.glassfish.jersey.servlet.ServletContainer;
import org.glassfish.tyrus.servlet.TyrusServletContainerInitializer;
import org.jboss.weld.environment.se.WeldContainer;
import org.jboss.weld.environment.servlet.Listener;

/**
 * The whole application in the test's own process, on a free port of the loopback address: Jersey for JAX-RS, Tyrus for
 * WebSocket, Weld for CDI, on Tomcat's servlet container. Its annotated classes are found as an application server
 * finds them; only the settings and the clock may be the test's own.
 */
public final class TripodServer implements AutoCloseable {
    private final WeldContainer weld;
    private final Tomcat tomcat;

    private TripodServer(WeldContainer weld, Tomcat tomcat) {
        this.weld = weld;
        this.tomcat = tomcat;
    }

    public static TripodServer start() {
        return start(Map.of(), InstantSource.system());
    }

    /** Starts with settings by their names, as in the environment, and a clock. */
    public static TripodServer start(Map<String, String> settings, InstantSource clock) {
        return start(Settings.read(settings), clock);
    }

    public static TripodServer start(Settings settings, InstantSource clock) {
        return start(settings, clock, 0);
    }

    /** Listens on this port; 0 is any. */
    static TripodServer start(Settings settings, InstantSource clock, int port) {
        try {
            var weld = TripodContainer.start(settings, clock);
            return new TripodServer(weld, startTomcat(weld, TripodContainer.productClasses(), port));
        } catch (IOException | LifecycleException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The address of a path on this server. */
    public URI uri(String path) {
        return URI.create("http://localhost:" + tomcat.getConnector().getLocalPort() + path);
    }

    /** The WebSocket address of a path on this server. */
    public URI socketUri(String path) {
        return URI.create("ws" + uri(path).toString().substring("http".length()));
    }

    /** A bean of the running application. */
    public <T> T bean(Class<T> type) {
        return weld.select(type).get();
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        } finally {
            weld.shutdown();
        }
    }

    private static Tomcat startTomcat(WeldContainer weld, List<Class<?>> classes, int port)
            throws IOException, LifecycleException {
        var tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createTempDirectory("tripod-test").toString());
        tomcat.setPort(port);
        var context = tomcat.addContext("", Path.of("webapp").toAbsolutePath().toString());
        context.getServletContext().setAttribute(Listener.CONTAINER_ATTRIBUTE_NAME, weld);
        context.addApplicationListener(Listener.class.getName());
        addStaticFiles(context);
        addErrorPage(context);
        context.addParameter("org.glassfish.tyrus.servlet.incoming-buffer-size", "524288"); // as the descriptor says
        addFilter(context);
        annotated(classes, WebListener.class).forEach(type -> context.addApplicationListener(type.getName()));
        annotated(classes, WebServlet.class).forEach(type -> addServlet(context, type));
        annotated(classes, ApplicationPath.class).forEach(type -> addResources(context, type));
        context.addServletContainerInitializer(
                new TyrusServletContainerInitializer(), new HashSet<>(annotated(classes, ServerEndpoint.class)));
        tomcat.getConnector();
        tomcat.start();
        return tomcat;
    }

    private static void addStaticFiles(Context context) {
        var files = Tomcat.addServlet(context, "default", new DefaultServlet());
        files.setLoadOnStartup(1);
        files.addMapping("/");
        context.addWelcomeFile("index.html");
        Map.of(
                        "html", "text/html;charset=UTF-8",
                        "css", "text/css;charset=UTF-8",
                        "js", "text/javascript;charset=UTF-8",
                        "svg", "image/svg+xml",
                        "webmanifest", "application/manifest+json")
                .forEach(context::addMimeMapping);
    }

    private static void addFilter(Context context) {
        var filter = new FilterDef();
        filter.setFilterName("tyrus-on-tomcat");
        filter.setFilter(new TyrusOnTomcat());
        filter.setAsyncSupported("true");
        context.addFilterDef(filter);
        var mapping = new FilterMap();
        mapping.setFilterName(filter.getFilterName());
        mapping.addURLPattern("/ws/*");
        context.addFilterMapBefore(mapping);
    }

    /** As the descriptor says. */
    private static void addErrorPage(Context context) {
        var page = new ErrorPage();
        page.setLocation("/error");
        context.addErrorPage(page);
    }

    private static void addServlet(Context context, Class<?> type) {
        var wrapper = Tomcat.addServlet(context, type.getName(), type.getName());
        wrapper.setAsyncSupported(true);
        var annotation = type.getAnnotation(WebServlet.class);
        for (var pattern : annotation.urlPatterns().length > 0 ? annotation.urlPatterns() : annotation.value()) {
            wrapper.addMapping(pattern);
        }
    }

    private static void addResources(Context context, Class<?> type) {
        var wrapper = Tomcat.addServlet(context, type.getName(), ServletContainer.class.getName());
        wrapper.addInitParameter(
                "jakarta.ws.rs.Application", type.asSubclass(Application.class).getName());
        wrapper.setAsyncSupported(true);
        wrapper.setLoadOnStartup(1);
        var path = type.getAnnotation(ApplicationPath.class).value();
        wrapper.addMapping("/" + path.replaceAll("^/|/$", "") + "/*");
    }

    private static List<Class<?>> annotated(
            List<Class<?>> classes, Class<? extends java.lang.annotation.Annotation> annotation) {
        return classes.stream()
                .filter(type -> type.isAnnotationPresent(annotation))
                .collect(Collectors.toList());
    }
}
