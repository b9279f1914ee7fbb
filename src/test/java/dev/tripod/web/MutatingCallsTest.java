package dev.tripod.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.config.Settings;
import dev.tripod.gateway.CacheResource;
import dev.tripod.testing.ApiClient;
import dev.tripod.testing.MutatingCalls;
import dev.tripod.testing.TestSettings;
import dev.tripod.testing.TripodServer;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * No call that changes something may be made by a foreign page; the table names them all. The cache API is not among
 * them: it takes no cookie.
 */
class MutatingCallsTest {
    private static final List<String> TABLE = MutatingCalls.TABLE;

    private static TripodServer server;

    @BeforeAll
    static void start() {
        var http = new Settings.Http(Optional.empty(), List.of(), 0);
        server = TripodServer.start(TestSettings.with(http), InstantSource.system());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void allStandInTheTable() {
        assertThat(mutatingCalls()).containsExactlyInAnyOrderElementsOf(TABLE);
    }

    @Test
    void areRefusedToForeignPages() {
        var client = new ApiClient(server);
        client.post("/api/sessions", "{\"name\":\"Anna\"}");
        client.with("Origin", "https://evil.example");

        assertThat(TABLE).allSatisfy(call -> {
            var words = call.replaceAll("\\{[a-z]+}", "x").split(" ", 2);
            assertThat(client.call(words[0], words[1], "{}").problem()).isEqualTo("cross-origin");
        });
        client.with("Origin", "");
        assertThat(client.get("/api/sessions/current").json().path("name").asText())
                .isEqualTo("Anna");
    }

    @Test
    void takeJsonUnderItsOwnTypeOnly() {
        var client = new ApiClient(server);
        client.post("/api/sessions", "");
        client.with("Content-Type", "text/plain");

        assertThat(TABLE.stream().filter(call -> !call.startsWith("DELETE"))).allSatisfy(call -> {
            var words = call.replaceAll("\\{[a-z]+}", "x").split(" ", 2);
            assertThat(client.call(words[0], words[1], "{}").status()).isEqualTo(415);
        });
    }

    private static Stream<String> mutatingCalls() {
        return new TripodApplication()
                .getClasses().stream()
                        .filter(type -> type.isAnnotationPresent(Path.class) && type != CacheResource.class)
                        .flatMap(type -> Stream.of(type.getMethods()).flatMap(method -> verb(method)
                                .map(verb -> verb + " /api/" + path(type.getAnnotation(Path.class))
                                        + path(method.getAnnotation(Path.class)).replaceFirst("^(?=.)", "/"))));
    }

    private static Stream<String> verb(Method method) {
        return Stream.of(method.getAnnotations())
                .flatMap(annotation ->
                        Stream.ofNullable(annotation.annotationType().getAnnotation(HttpMethod.class)))
                .map(HttpMethod::value)
                .filter(verb -> !List.of("GET", "HEAD", "OPTIONS").contains(verb));
    }

    private static String path(Path path) {
        return path == null ? "" : path.value().replaceAll("^/|/$", "").replaceAll(":[^{}]*(\\{\\d+})?", "");
    }
}
