package dev.tripod.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tripod.testing.ApiClient;
import dev.tripod.testing.Exposition;
import dev.tripod.testing.RoomSocket;
import dev.tripod.testing.TripodServer;
import dev.tripod.testing.upstash.Eventually;
import dev.tripod.testing.upstash.UpstashServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The files for Grafana and Prometheus, and the table of metrics, beside the metrics that there are. */
class DashboardTest {
    private static final Path GRAFANA = Path.of("server-config", "grafana");
    /** What Prometheus adds itself. */
    private static final Set<String> OF_PROMETHEUS = Set.of("instance", "job", "le");

    private static final Set<String> WORDS = Set.of("by", "without", "and", "or", "unless", "bool", "on", "ignoring");
    private static final Pattern SELECTOR = Pattern.compile("([a-z_][a-z0-9_]*)\\{([^}]*)}");
    private static final Pattern MATCHER = Pattern.compile("([a-z_][a-z0-9_]*)\\s*[=!]~?\\s*\"");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|without)\\s*\\(([^)]*)\\)");
    private static final Pattern IDENTIFIER = Pattern.compile("(?<![\\w$])[a-z_][a-z0-9_]*\\b(?!\\s*\\()");
    private static final Pattern RULE = Pattern.compile("(?m)^\\s+expr: (.+)$");
    private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| (`tripod_[^|]*|`http_[^|]*)\\|");

    private static UpstashServer store;
    private static TripodServer server;
    private static Exposition metrics;

    /** After a little of everything, since counters show when they have begun to count. */
    @BeforeAll
    static void start() {
        store = UpstashServer.start();
        server = TripodServer.start(
                Map.of("UPSTASH_REDIS_REST_URL", store.uri().toString(), "UPSTASH_REDIS_REST_TOKEN", store.token()),
                InstantSource.system());
        var desk = new ApiClient(server);
        desk.post("/api/sessions", "{\"name\":\"Desk\"}");
        desk.post("/api/pairings/lookup", "{\"token\":\"%s\"}".formatted("A".repeat(22)));
        RoomSocket.enter(
                server, desk, desk.post("/api/rooms", "{}").json().path("id").asText());
        assertThat(RoomSocket.open(server, desk, "none").closeCode()).isEqualTo(4404);
        System.gc();
        Eventually.holds(() -> {
            metrics = new Exposition(new ApiClient(server).get("/metrics").body());
            return metrics.sum("tripod_room_sockets_closed_total") > 0
                    && metrics.names().contains("jvm_gc_pause_seconds_sum");
        });
    }

    @AfterAll
    static void stop() {
        server.close();
        store.close();
    }

    @Test
    void theDashboardNamesOnlyWhatThereIs() throws IOException {
        var dashboard = new ObjectMapper()
                .readTree(GRAFANA.resolve("tripod-dashboard.json").toFile());
        var queries = new ArrayList<String>();
        dashboard.findValuesAsText("expr").forEach(queries::add);

        assertThat(queries).hasSizeGreaterThan(30).allSatisfy(DashboardTest::namesOnlyWhatThereIs);
        assertThat(dashboard.findValues("query").stream().map(JsonNode::toString))
                .anyMatch(query -> query.contains("label_values(tripod_sessions_alive, instance)"));
    }

    @Test
    void theAlertsNameOnlyWhatThereIs() throws IOException {
        var queries = RULE.matcher(Files.readString(GRAFANA.resolve("tripod-alerts.yml")))
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(queries).hasSizeGreaterThan(10).allSatisfy(DashboardTest::namesOnlyWhatThereIs);
    }

    @Test
    void theTableNamesAllOfOurMetricsAndNoOthers() throws IOException {
        var documented = new HashSet<String>();
        DOCUMENTED
                .matcher(Files.readString(Path.of("docs", "operations.md")))
                .results()
                .forEach(row -> documented.addAll(names(row.group(1))));
        var ours = new HashSet<>(metrics.names());
        ours.removeIf(name -> !name.matches("(tripod|http)_.*") || name.matches(".*_(bucket|sum|count|max)"));

        assertThat(documented).isEqualTo(ours);
    }

    @Test
    void eachAlertIsExplained() throws IOException {
        var operations = Files.readString(Path.of("docs", "operations.md"));

        assertThat(Pattern.compile("alert: (\\w+)")
                        .matcher(Files.readString(GRAFANA.resolve("tripod-alerts.yml")))
                        .results()
                        .map(found -> "`" + found.group(1) + "`"))
                .isNotEmpty()
                .allMatch(operations::contains);
    }

    /** An ellipsis stands for the beginning of the name before it. */
    private static List<String> names(String cell) {
        var names = new ArrayList<String>();
        for (var name : cell.split("[` ,]+", -1)) {
            if (name.startsWith("…")) {
                names.add("tripod_sessions" + name.substring(1));
            } else if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return names;
    }

    private static void namesOnlyWhatThereIs(String query) {
        SELECTOR.matcher(query).results().forEach(found -> assertThat(
                        MATCHER.matcher(found.group(2)).results().map(label -> label.group(1)))
                .as(found.group())
                .allMatch(label -> isLabelOf(found.group(1), label)));
        var groups = GROUPING.matcher(query)
                .results()
                .flatMap(found -> List.of(found.group(1).split("\\s*,\\s*", -1)).stream());
        var bare = query.replaceAll("\\{[^}]*}|\\[[^]]*]", " ").replaceAll(GROUPING.pattern(), " ");
        var named = IDENTIFIER
                .matcher(bare)
                .results()
                .map(found -> found.group())
                .filter(word -> !WORDS.contains(word) && !word.equals("up"))
                .toList();
        assertThat(metrics.names()).as(query).containsAll(named);
        assertThat(groups).as(query).allMatch(label -> named.stream().anyMatch(name -> isLabelOf(name, label)));
    }

    private static boolean isLabelOf(String metric, String label) {
        return OF_PROMETHEUS.contains(label) || metrics.labels(metric).contains(label);
    }
}
