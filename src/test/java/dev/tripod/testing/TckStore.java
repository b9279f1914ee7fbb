package dev.tripod.testing;

import dev.tripod.testing.upstash.UpstashServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/**
 * Gives the TCK of JSR-107 the store that the system property {@code tck.store} names, by the settings that users have:
 * {@code local} or {@code upstash}. Notes afterwards how many commands that took. Without the property it does nothing.
 */
public final class TckStore implements TestExecutionListener {
    public static final Path COMMANDS = Path.of("target", "tck-upstash", "commands");

    private static final List<String> NAMES =
            List.of("UPSTASH_REDIS_REST_URL", "UPSTASH_REDIS_REST_TOKEN", "KV_REST_API_URL", "KV_REST_API_TOKEN");

    private Optional<UpstashServer> server = Optional.empty();

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        var store = System.getProperty("tck.store", "");
        if (!store.isEmpty()) {
            NAMES.forEach(name -> System.setProperty(name, ""));
        }
        if (store.equals("upstash")) {
            var started = UpstashServer.start();
            System.setProperty("UPSTASH_REDIS_REST_URL", started.uri().toString());
            System.setProperty("UPSTASH_REDIS_REST_TOKEN", started.token());
            System.setProperty("TRIPOD_CACHE_TYPES", "domain.*");
            server = Optional.of(started);
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        var store = System.getProperty("tck.store", "");
        if (!store.isEmpty()) {
            write(beans(store), TckBeans.asked());
        }
        server.ifPresent(started -> {
            write(COMMANDS, started.commands().total());
            started.close();
        });
        server = Optional.empty();
    }

    /** Where the run on a kind of store notes how often its tests of annotations asked for a bean. */
    public static Path beans(String store) {
        return Path.of("target", "tck-" + store, "beans");
    }

    private static void write(Path file, long number) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, String.valueOf(number));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
