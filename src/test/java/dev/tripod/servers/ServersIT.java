package dev.tripod.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.bench.Processes;
import dev.tripod.testing.Browser;
import dev.tripod.testing.Guests;
import dev.tripod.testing.RoomSocket;
import dev.tripod.testing.ServerProcess;
import dev.tripod.testing.upstash.UpstashServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * Runs {@link OnServer#SUITE} on servers from Maven Central: those that {@code TRIPOD_MATRIX} names, or all of them, or
 * three kinds without it; on the Java that runs this, and on those whose homes {@code TRIPOD_MATRIX_JAVA} lists. Prints
 * one table.
 */
class ServersIT {
    private static final List<Product> ALWAYS = List.of(Product.PAYARA_MICRO, Product.WILDFLY, Product.TOMCAT_10);
    private static final List<String> ROWS = new ArrayList<>();
    private static final TreeSet<Long> NUMBERS_OF_TESTS = new TreeSet<>();

    record Subject(Product product, Path java, int version) {
        @Override
        public String toString() {
            return product.title() + " on JDK " + version;
        }
    }

    static Stream<Subject> subjects() {
        return javas().flatMap(java -> products().stream()
                .map(product -> new Subject(product, java, version(java)))
                .filter(subject -> product(subject)));
    }

    private static boolean product(Subject subject) {
        return subject.product().runsOn(subject.version());
    }

    private static List<Product> products() {
        var wanted = Optional.ofNullable(System.getenv("TRIPOD_MATRIX")).orElse("");
        if (wanted.isBlank()) {
            return ALWAYS;
        }
        if (wanted.equals("all")) {
            return List.of(Product.values());
        }
        return Arrays.stream(wanted.split(",", -1))
                .map(name ->
                        Product.valueOf(name.strip().toUpperCase(Locale.ROOT).replace('-', '_')))
                .toList();
    }

    private static Stream<Path> javas() {
        var more = Optional.ofNullable(System.getenv("TRIPOD_MATRIX_JAVA")).orElse("");
        return Stream.concat(
                        Stream.of(System.getProperty("java.home")),
                        Arrays.stream(more.split(":", -1)).filter(path -> !path.isBlank()))
                .map(Path::of);
    }

    private static int version(Path java) {
        try {
            var release = Pattern.compile("JAVA_VERSION=\"(\\d+)").matcher(Files.readString(java.resolve("release")));
            assertThat(release.find()).isTrue();
            return Integer.parseInt(release.group(1));
        } catch (IOException e) {
            throw new AssertionError(java + " is no Java", e);
        }
    }

    @AfterAll
    static void printTable() {
        System.out.println("| server | version | JDK | tests passed | start to first answer, s | resident, MB |");
        System.out.println("| --- | --- | --- | --- | --- | --- |");
        ROWS.forEach(System.out::println);
        assertThat(NUMBERS_OF_TESTS).as("every server ran the same tests").hasSizeLessThanOrEqualTo(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("subjects")
    void keepsItsPromisesOn(Subject subject) throws Exception {
        try (var store = UpstashServer.start()) {
            var settings = settings(store);
            var other = CompletableFuture.supplyAsync(() -> start(subject, settings));
            try (var a = start(subject, settings);
                    var b = other.join()) {
                runSuite(subject, new Pair(a, b, store));
            }
            survivesARestart(subject, settings);
        }
    }

    private static Map<String, String> settings(UpstashServer store) {
        return Map.of(
                "UPSTASH_REDIS_REST_URL",
                store.uri().toString(),
                "UPSTASH_REDIS_REST_TOKEN",
                store.token(),
                "TRIPOD_API_TOKEN",
                CacheApiOnServer.TOKEN,
                "TRIPOD_TRUSTED_PROXIES",
                "1");
    }

    private static ServerProcess start(Subject subject, Map<String, String> settings) {
        return subject.product().start(subject.java(), settings);
    }

    private static void runSuite(Subject subject, Pair pair) throws IOException {
        pair.putUnderTest();
        var listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(OnServer.SUITE.stream()
                                        .map(DiscoverySelectors::selectClass)
                                        .toList())
                                .build(),
                        listener);
        var summary = listener.getSummary();
        var row = String.format(
                Locale.ROOT,
                "| %s | %s | %d | %d of %d | %.1f | %d |",
                subject.product().title(),
                subject.product().version(),
                subject.version(),
                summary.getTestsSucceededCount(),
                summary.getTestsFoundCount(),
                pair.a().startTime().toMillis() / 1_000.0,
                Processes.residentMegabytes(pair.a()));
        ROWS.add(row);
        System.out.println(row);
        NUMBERS_OF_TESTS.add(summary.getTestsFoundCount());
        var failures = new StringWriter();
        summary.printFailuresTo(new PrintWriter(failures), 12);
        assertThat(summary.getTestsSucceededCount())
                .as(subject + ":\n" + failures)
                .isPositive()
                .isEqualTo(summary.getTestsFoundCount());
    }

    /** A stopped instance tells its sockets, and what it knew is known to the next one. */
    private static void survivesARestart(Subject subject, Map<String, String> settings) {
        var guests = new Guests();
        Browser desk;
        RoomSocket socket;
        try (var before = start(subject, settings)) {
            desk = guests.person(before.uri());
            var room = desk.post("/api/rooms", "{}").json().path("id").asText();
            socket = RoomSocket.enter(before.uri(), desk, room);
        }
        assertThat(socket.closeCode()).as("told that the server stops").isIn(1001, 1006, 1012);
        try (var after = start(subject, settings)) {
            assertThat(desk.at(after.uri()).get("/api/sessions/current").text()).contains("Desk");
        }
    }
}
