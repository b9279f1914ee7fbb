package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.Browser;
import dev.tripod.testing.MutatingCalls;
import java.util.List;
import org.junit.jupiter.api.Test;

/** With the session's cookie and from an own client, so that nothing else refuses these calls. */
@Case(14)
class Case14OnlyJsonAndTheRightMethod {
    /** Those that also show something, for which GET and HEAD stand in the description. */
    private static final List<String> ALSO_READ = List.of("/api/sessions/current", "/api/pairings/{id}");

    @Test
    void jsonAsTextOrAFormIs415AndChangesNothing(Instances instances) {
        try (var scene = Scene.at(instances.a())) {
            var before = scene.state();
            for (var type : List.of(
                    "text/plain",
                    "text/plain;charset=UTF-8",
                    "application/x-www-form-urlencoded",
                    "multipart/form-data; boundary=x",
                    "text/html",
                    "application/jsonp")) {
                for (var row : MutatingCalls.TABLE) {
                    var call = scene.call(row);
                    if (!call.body().isEmpty()) {
                        assertThat(send(instances, scene, call.method(), call.path(), call.body(), type)
                                        .status())
                                .as(row + " as " + type)
                                .isEqualTo(415);
                    }
                }
            }
            assertThat(scene.state()).isEqualTo(before);
        }
    }

    @Test
    void readingOnMutatingPathsIs405AndChangesNothing(Instances instances) {
        try (var scene = Scene.at(instances.a())) {
            var before = scene.state();
            for (var row : MutatingCalls.TABLE) {
                for (var method : List.of("GET", "HEAD")) {
                    var path = scene.call(row).path();
                    var expected = ALSO_READ.contains(row.split(" ", 2)[1]) ? 200 : 405;
                    assertThat(send(instances, scene, method, path, "", "").status())
                            .as(method + " instead of " + row)
                            .isEqualTo(expected);
                    assertThat(send(instances, scene, method, path + "?_method=POST&name=Eve", "", "")
                                    .status())
                            .as(method + " with another method in the query instead of " + row)
                            .isEqualTo(expected);
                }
            }
            assertThat(scene.state()).isEqualTo(before);
        }
    }

    @Test
    void traceIs405Everywhere(Instances instances) {
        try (var scene = Scene.at(instances.a())) {
            for (var path : List.of("/", "/camera", "/css/base.css", "/health/live", "/metrics", "/nothing", "/api")) {
                traceIs405(instances, scene, path);
            }
            for (var row : MutatingCalls.TABLE) {
                traceIs405(instances, scene, scene.call(row).path());
            }
        }
    }

    private static void traceIs405(Instances instances, Scene scene, String path) {
        var answer = send(instances, scene, "TRACE", path, "", "");
        assertThat(answer.status()).as("TRACE " + path).isEqualTo(405);
        assertThat(answer.text()).as("no echo of the request").doesNotContain(scene.cookie(), "X-Requested-With");
    }

    private static Browser.Answer send(
            Instances instances, Scene scene, String method, String path, String body, String type) {
        return BareHttp.call(
                instances.a(),
                method,
                path,
                body,
                "Cookie",
                scene.cookie(),
                "X-Requested-With",
                "tripod",
                "Content-Type",
                type);
    }
}
