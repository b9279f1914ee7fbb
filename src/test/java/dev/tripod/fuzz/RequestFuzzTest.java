package dev.tripod.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tripod.testing.ApiClient;
import dev.tripod.testing.ManualClock;
import dev.tripod.testing.TripodServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Every path and body of the REST interface and of the cache API, as the description names them and otherwise. */
class RequestFuzzTest {
    private static final String TOKEN = "fuzz-token-0123456789";
    private static final ManualClock CLOCK = new ManualClock();

    private static TripodServer server;
    private static String cookie;
    private static List<String> paths;
    private static List<String> names;

    /** What is sent. */
    record Request(String method, String target, List<String> headers, String body) {}

    @BeforeContainer
    static void start() {
        server = TripodServer.start(Map.of("TRIPOD_API_TOKEN", TOKEN), CLOCK);
        var person = new ApiClient(server);
        person.post("/api/sessions", "{}");
        var room = person.post("/api/rooms", "{}").json().path("id").asText();
        var pairing = person.post("/api/pairings", "{}").json().path("id").asText();
        cookie = person.cookie();
        var description = new ApiClient(server).get("/openapi.json").json();
        paths = templates(description)
                .flatMap(path -> Stream.of(room, pairing, "{}").map(id -> path.replaceAll("\\{[^}]+}", id)))
                .distinct()
                .toList();
        names = members(description);
    }

    @AfterContainer
    static void stop() {
        server.close();
    }

    private static Stream<String> templates(JsonNode description) {
        return Stream.concat(
                StreamSupport.stream(
                        ((Iterable<String>) () -> description.path("paths").fieldNames()).spliterator(), false),
                Stream.of(
                        "/",
                        "/ws/rooms/{id}",
                        "/metrics",
                        "/health/ready",
                        "/js/app.js",
                        "/error",
                        "/api/cache/pipeline",
                        "/api/cache/multi-exec",
                        "/api/cache/set/k/{v}",
                        "/api/cache/eval"));
    }

    private static List<String> members(JsonNode description) {
        var all = new ArrayList<>(List.of("SET", "GET", "INCR", "EVAL", "ZADD", "k", "value", "ex", "roles"));
        description
                .findValues("properties")
                .forEach(properties -> properties.fieldNames().forEachRemaining(all::add));
        return all.stream().distinct().toList();
    }

    @Provide
    Arbitrary<Request> requests() {
        return Combinators.combine(
                        Arbitraries.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"),
                        targets(),
                        headers(),
                        Hostile.json(names))
                .as(Request::new);
    }

    private static Arbitrary<String> targets() {
        var segment = Hostile.text().map(RequestFuzzTest::encoded);
        var raw = Arbitraries.strings().withCharRange('!', '~').ofMaxLength(60).map(text -> "/" + text);
        var known = Combinators.combine(Arbitraries.of(paths), segment)
                .as((path, hostile) -> path.replaceAll("\\{}", Matcher.quoteReplacement(hostile)));
        return Arbitraries.oneOf(
                known,
                Combinators.combine(known, segment).as((path, hostile) -> path + "/" + hostile),
                Combinators.combine(known, segment).as((path, hostile) -> path + "?" + hostile + "=" + hostile),
                Combinators.combine(known, segment).as((path, hostile) -> path + ";" + hostile),
                raw);
    }

    /** What may stand in a target, cut where servers refuse it for its length alone. */
    private static String encoded(String text) {
        var bytes = new StringBuilder();
        for (var part : text.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
            if (bytes.length() > 2_000) {
                break;
            }
            bytes.append(
                    Character.isLetterOrDigit(part & 0xff) && part > 0
                            ? String.valueOf((char) part)
                            : "%%%02X".formatted(part));
        }
        return bytes.toString();
    }

    private static Arbitrary<List<String>> headers() {
        var one = Arbitraries.oneOf(
                Arbitraries.of(
                        "X-Requested-With: tripod",
                        "Content-Type: application/json",
                        "Content-Type: application/merge-patch+json",
                        "Content-Type: text/plain",
                        "Content-Type: ;;",
                        "Accept: */*;q=x",
                        "Accept: text/event-stream;q=0.1",
                        "Accept-Encoding: gzip;q=nine",
                        "Authorization: Bearer " + TOKEN,
                        "Authorization: Bearer",
                        "Origin: null",
                        "Origin: http://[",
                        "Upstash-Encoding: base64",
                        "If-None-Match: *",
                        "Range: bytes=9-1",
                        "X-Forwarded-For: x, ::::, 1.2.3",
                        "X-Forwarded-Proto: gopher",
                        "Cookie: sid=; sid=x",
                        "Cookie: =;;\"",
                        "Cookie: sid=\"",
                        "Upgrade: websocket",
                        "Expect: 200-maybe"),
                Hostile.text()
                        .map(text -> "X-Any: "
                                + text.replaceAll("[\\r\\n\\x00]", "")
                                        .lines()
                                        .findFirst()
                                        .orElse("")));
        return one.list().ofMaxSize(4).map(some -> {
            var all = new ArrayList<>(List.of("Host: localhost"));
            all.addAll(some);
            if (some.size() % 2 == 0) {
                all.add("Cookie: " + cookie);
                all.add("X-Requested-With: tripod");
            }
            return all;
        });
    }

    @Property(tries = 600, seed = "20261127")
    void noRequestIsAnsweredWith500OrNotAtAll(@ForAll("requests") Request request) throws IOException {
        CLOCK.advance(Duration.ofSeconds(1)); // or the limits would answer most
        var status = RawExchange.status(
                server.uri(""), request.method(), request.target(), request.headers(), request.body());
        assertThat(status).as(request.toString()).isLessThan(500);
    }
}
