package dev.tripod.servers;

import dev.tripod.testing.Guests;
import dev.tripod.testing.RoomSocket;
import dev.tripod.testing.ServerProcess;
import dev.tripod.testing.upstash.Eventually;
import dev.tripod.testing.upstash.UpstashServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * Deploys the application anew ten times on a server that does so when its file changes, with a session and a socket
 * open each time, and counts what is left: class loaders of applications after a full collection, and threads. The
 * argument is {@code tomcat-10}, {@code tomcat-11} or {@code payara}.
 */
public final class Redeploy {
    private static final int TIMES = 10;
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Duration COLLECTING = Duration.ofSeconds(20);
    private static final Map<Product, String> PLACES = Map.of(
            Product.TOMCAT_10, "webapps/ROOT.war",
            Product.TOMCAT_11, "webapps/ROOT.war",
            Product.PAYARA, "glassfish/domains/domain1/autodeploy/ROOT.war");

    private Redeploy() {}

    public static void main(String[] arguments) throws Exception {
        var product = Product.valueOf(arguments[0].toUpperCase(Locale.ROOT).replace('-', '_'));
        var home = product.newHome();
        var java = Path.of(System.getProperty("java.home"));
        try (var store = UpstashServer.start()) {
            var settings = Map.of(
                    "UPSTASH_REDIS_REST_URL",
                    store.uri().toString(),
                    "UPSTASH_REDIS_REST_TOKEN",
                    store.token(),
                    "JAVA_TOOL_OPTIONS", // or what is held softly would stay until memory is short
                    "-XX:SoftRefLRUPolicyMSPerMB=0");
            try (var server = product.start(java, settings, home)) {
                System.out.println("| deployments | class loaders of the application | threads |");
                System.out.println("| --- | --- | --- |");
                use(server);
                print(server, 1);
                for (var time = 2; time <= TIMES + 1; time++) {
                    deployAgain(server, home.resolve(PLACES.get(product)), time);
                    use(server);
                    print(server, time);
                }
            }
        }
    }

    private static void deployAgain(ServerProcess server, Path war, int count) throws IOException {
        Files.setLastModifiedTime(war, FileTime.from(Instant.now()));
        Eventually.holds(LIMIT, () -> starts(server) >= count);
        Eventually.holds(LIMIT, () -> isReady(server));
    }

    private static long starts(ServerProcess server) {
        return Pattern.compile(Pattern.quote("[UPSTASH] ✓ Connection verified"))
                .matcher(server.log())
                .results()
                .count();
    }

    private static boolean isReady(ServerProcess server) {
        try {
            return new dev.tripod.testing.Browser(server.uri())
                            .get("/health/ready")
                            .status()
                    == 200;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private static void use(ServerProcess server) {
        var guests = new Guests();
        var desk = guests.person(server.uri());
        var room = desk.post("/api/rooms", "{}").json().path("id").asText();
        var socket = RoomSocket.enter(server.uri(), desk, room);
        socket.send("log", "m1", "hello");
        socket.next("ack");
        guests.phone(server.uri(), "token", guests.show(desk, "{}").token());
    }

    /** The JDK's HTTP client ends some seconds after it was collected, so one collection is not enough. */
    private static void print(ServerProcess server, int deployments) throws IOException {
        var until = System.nanoTime() + COLLECTING.toNanos();
        var loaders = loaders(server);
        while (loaders > 1 && System.nanoTime() < until) {
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
            loaders = loaders(server);
        }
        try (var threads = Files.list(Path.of("/proc/" + server.pid() + "/task"))) {
            System.out.printf(Locale.ROOT, "| %d | %d | %d |%n", deployments, loaders, threads.count());
        }
    }

    private static long loaders(ServerProcess server) throws IOException {
        jcmd(server, "GC.run");
        return jcmd(server, "VM.classloader_stats")
                .lines()
                .filter(line -> line.contains("WebappClassLoader"))
                .count();
    }

    private static String jcmd(ServerProcess server, String command) throws IOException {
        var process = new ProcessBuilder(List.of("jcmd", String.valueOf(server.pid()), command))
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
}
