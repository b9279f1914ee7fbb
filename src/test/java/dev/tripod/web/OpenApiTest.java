package dev.tripod.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tripod.problem.Problem;
import dev.tripod.testing.ApiClient;
import dev.tripod.testing.TripodServer;
import jakarta.ws.rs.HttpMethod;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OpenApiTest {
    private static TripodServer server;
    private static JsonNode description;

    @BeforeAll
    static void readTheDescription() {
        server = TripodServer.start();
        var answer = new ApiClient(server).get("/openapi.json");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type").orElse("")).startsWith("application/json");
        description = answer.json();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Stream<JsonNode> operations() {
        return description.path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream())
                .map(java.util.Map.Entry::getValue);
    }

    @Test
    void isOpenApi31() {
        assertThat(description.path("openapi").asText()).startsWith("3.1");
        assertThat(description.path("info").path("title").asText()).isEqualTo("Tripod");
    }

    @Test
    void namesEveryResourceMethodAndNoOther() {
        var methods = OpenApiWriter.described().stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(OpenApiTest::answersCalls)
                .map(method ->
                        method.getDeclaringClass().getSimpleName().replace("Resource", "") + "." + method.getName())
                .toList();
        assertThat(methods).hasSizeGreaterThan(15);
        assertThat(operations()
                        .map(operation -> operation.path("operationId").asText())
                        .filter(operation -> !operation.startsWith("Cache.")))
                .containsExactlyInAnyOrderElementsOf(methods);
    }

    private static boolean answersCalls(Method method) {
        return Arrays.stream(method.getAnnotations())
                .anyMatch(annotation -> annotation.annotationType().isAnnotationPresent(HttpMethod.class));
    }

    @Test
    void describesTheFormsOfTheCacheApi() {
        assertThat(description.path("paths").properties())
                .extracting(java.util.Map.Entry::getKey)
                .contains(
                        "/cache",
                        "/cache/pipeline",
                        "/cache/multi-exec",
                        "/cache/subscribe/{channels}",
                        "/cache/{command}");
    }

    @Test
    void knowsEveryProblemUnderItsStatus() {
        var types = description.at("/components/schemas/Problem/properties/type/enum");
        assertThat(types)
                .extracting(JsonNode::asText)
                .containsExactly(
                        Arrays.stream(Problem.values()).map(Problem::type).toArray(String[]::new));
        for (var problem : Problem.values()) {
            if (problem != Problem.METHOD_NOT_ALLOWED) { // no method answers it
                assertThat(operations().map(operation -> operation
                                .path("responses")
                                .path(String.valueOf(problem.status()))
                                .toString()))
                        .as(problem.type())
                        .anyMatch(answer -> answer.contains('"' + problem.type() + '"'));
            }
        }
    }

    @Test
    void refersToNothingThatIsMissing() {
        assertThat(description.findValuesAsText("$ref"))
                .isNotEmpty()
                .allMatch(reference -> !description.at(reference.substring(1)).isMissingNode());
    }

    @Test
    void saysOfEveryOperationWhatItDoesAndHowItSucceeds() {
        assertThat(operations())
                .allMatch(operation -> !operation.path("summary").asText().isBlank());
        assertThat(operations())
                .filteredOn(operation -> !operation.path("summary").asText().equals("Is refused"))
                .allMatch(operation -> operation.path("responses").properties().stream()
                        .anyMatch(answer -> answer.getKey().startsWith("2")));
    }
}
