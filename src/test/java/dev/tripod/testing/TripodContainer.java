package dev.tripod.testing;

import dev.tripod.config.Settings;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/** The application's beans in the test's own process, without a web server; only one at a time. */
public final class TripodContainer {
    private TripodContainer() {}

    /** Starts the application's beans, and some of a test. */
    public static WeldContainer start(Settings settings, InstantSource clock, Class<?>... more) {
        return start(settings, clock, List.of(), more);
    }

    /** The same with extensions that a server might have. */
    public static WeldContainer start(
            Settings settings, InstantSource clock, List<Extension> extensions, Class<?>... more) {
        var builder = new Weld()
                .disableDiscovery()
                .skipShutdownHook() // whoever starts it ends it
                .beanClasses(productClasses().toArray(Class<?>[]::new))
                .addBeanClasses(more)
                .addExtension(new Replacements(settings, clock));
        extensions.forEach(builder::addExtension);
        ServiceLoader.load(Extension.class).forEach(builder::addExtension);
        return builder.initialize();
    }

    /** Everything that was compiled from the product's sources, and none of the tests beside it. */
    static List<Class<?>> productClasses() {
        try {
            return classes(Path.of(Settings.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI()));
        } catch (IOException | URISyntaxException | ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Class<?>> classes(Path root) throws IOException, ClassNotFoundException {
        try (var files = Files.walk(root)) {
            var names = files.map(file -> root.relativize(file).toString())
                    .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .toList();
            var classes = new ArrayList<Class<?>>();
            for (var name : names) {
                classes.add(Class.forName(name, false, TripodContainer.class.getClassLoader()));
            }
            return classes;
        }
    }

    /** Puts the test's settings and clock in the place of the application's own. */
    private record Replacements(Settings settings, InstantSource clock) implements Extension {
        @SuppressWarnings("UnusedMethod") // called by the container
        void replace(@Observes AfterBeanDiscovery discovery) {
            replace(discovery, Settings.class, () -> settings);
            replace(discovery, InstantSource.class, () -> clock);
        }

        private static <T> void replace(AfterBeanDiscovery discovery, Class<T> type, Supplier<T> value) {
            discovery
                    .<T>addBean()
                    .beanClass(TripodContainer.class)
                    .types(type)
                    .scope(Singleton.class)
                    .alternative(true)
                    .priority(1)
                    .createWith((CreationalContext<T> context) -> value.get());
        }
    }
}
