package dev.tripod.launch;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Security;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Starts the uber-jar: takes the port from {@code PORT} (8080 without it), writes the log as UTF-8 whatever the locale,
 * then hands over to Payara Micro with the caller's own arguments.
 */
public final class Launcher {
    private static final String DEFAULT_PORT = "8080";
    private static final String PORT_PROPERTY = "payaramicro.port";

    private Launcher() {}

    public static void main(String[] arguments) throws Exception {
        var port = port(System.getenv("PORT"), System.getProperty("PORT"));
        if (!validPort(port)) {
            System.err.println("PORT must be a number from 1 to 65535");
            System.exit(2);
        }
        if (System.getProperty(PORT_PROPERTY) == null) {
            System.setProperty(PORT_PROPERTY, port);
        }
        if ("10".equals(Security.getProperty("networkaddress.cache.negative.ttl"))) { // Java's own choice
            Security.setProperty("networkaddress.cache.negative.ttl", "2"); // the store's name may be known soon
        }
        // Payara's start leaves these streams alone; without them a plain locale turns "✓" into "?".
        System.setOut(utf8(FileDescriptor.out));
        System.setErr(utf8(FileDescriptor.err));
        startPayara(arguments);
        if (arguments.length == 0) { // callers with arguments of their own may have chosen another port, or no server
            exitUnlessDeployed();
            sayReady();
        }
    }

    /** Through the log, which has its format by now. */
    private static void sayReady() {
        System.getLogger(Launcher.class.getName())
                .log(
                        System.Logger.Level.INFO,
                        "Tripod is ready at http://localhost:" + System.getProperty(PORT_PROPERTY));
    }

    private static String port(@Nullable String environment, @Nullable String property) {
        return Stream.of(property, environment)
                .filter(value -> value != null && !value.isBlank())
                .findFirst()
                .orElse(DEFAULT_PORT)
                .strip();
    }

    private static boolean validPort(String text) {
        return text.matches("[1-9]\\d{0,4}") && Integer.parseInt(text) <= 65_535;
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** By name, since the class comes with the uber-jar and is on no class path of the build. */
    private static void startPayara(String[] arguments) throws ReflectiveOperationException {
        var main = Class.forName("fish.payara.micro.PayaraMicro").getMethod("main", String[].class);
        main.invoke(null, (Object) arguments);
    }

    /** Payara Micro goes on without an application that could not start; whoever supervises the process must notice. */
    private static void exitUnlessDeployed() throws IOException {
        var live = URI.create("http://localhost:" + System.getProperty(PORT_PROPERTY) + "/health/live");
        if (live.toURL().openConnection() instanceof HttpURLConnection connection
                && connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
            System.err.println("Tripod could not start; the first error above says why");
            System.exit(1);
        }
    }
}
