package dev.tripod.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Holds answers of a server against the description of the REST interface: the status is one that the description names,
 * so is the type, and the body has the members that it says and no others.
 */
public final class DescribedInterface {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode DESCRIPTION = load();
    private static final Map<JsonNode, JsonSchema> COMPILED = new ConcurrentHashMap<>();

    private DescribedInterface() {}

    private static JsonNode load() {
        try (var file = DescribedInterface.class.getResourceAsStream("/dev/tripod/web/openapi.json")) {
            var description = JSON.readTree(file);
            description.path("components").path("schemas").forEach(schema -> {
                if (schema.has("properties")) {
                    ((ObjectNode) schema).put("additionalProperties", false);
                }
            });
            return description;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails when the answer to this call is not one that the description promises; other paths are let through. */
    public static void check(String method, HttpResponse<?> response) {
        var path = response.uri().getRawPath().replaceFirst("(.)/$", "$1");
        if (!path.startsWith("/api/") || !method.matches("GET|POST|PUT|PATCH|DELETE")) {
            return;
        }
        var call = method + " " + path + " answered " + response.statusCode();
        var promised = operation(method, path)
                .map(operation -> operation.path("responses").path(String.valueOf(response.statusCode())))
                .map(answer -> answer.has("$ref")
                        ? DESCRIPTION.at(answer.path("$ref").asText().substring(1))
                        : answer)
                .orElseGet(DescribedInterface::nothingThere);
        assertThat(promised.isMissingNode())
                .as(call + ", which is not described")
                .isFalse();
        if (!promised.has("content")) {
            assertThat(text(response)).as(call).isEmpty();
            return;
        }
        var type = response.headers().firstValue("Content-Type").orElse("").split(";", 2)[0];
        var content = promised.path("content").path(type);
        assertThat(content.isMissingNode()).as(call + " with the type " + type).isFalse();
        if (type.endsWith("json")) {
            assertThat(schema(content.path("schema")).validate(json(response)))
                    .as(call + ": " + text(response))
                    .isEmpty();
        }
    }

    private static JsonNode nothingThere() {
        return JSON.valueToTree(Map.of(
                "content",
                Map.of("application/problem+json", Map.of("schema", Map.of("$ref", "#/components/schemas/Problem")))));
    }

    /** Fixed paths come before those with parameters. */
    private static Optional<JsonNode> operation(String method, String path) {
        return DESCRIPTION.path("paths").properties().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().contains("{")))
                .filter(entry -> pattern(entry).matcher(path).matches())
                .map(entry -> entry.getValue().path(method.toLowerCase(Locale.ROOT)))
                .filter(operation -> !operation.isMissingNode())
                .findFirst();
    }

    /** With the parameters' own patterns, which are the same in all operations of a path. */
    private static Pattern pattern(Map.Entry<String, JsonNode> path) {
        var text = "/api" + path.getKey();
        for (var parameter : path.getValue().elements().next().path("parameters")) {
            var pattern = parameter.path("schema").path("pattern").asText("[^/]+");
            text = text.replace("{" + parameter.path("name").asText() + "}", pattern);
        }
        return Pattern.compile(text);
    }

    private static JsonSchema schema(JsonNode schema) {
        return COMPILED.computeIfAbsent(schema, key -> {
            var whole = JSON.createObjectNode();
            whole.putArray("allOf").add(key);
            whole.set("components", DESCRIPTION.path("components"));
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(whole);
        });
    }

    private static JsonNode json(HttpResponse<?> response) {
        try {
            return JSON.readTree(text(response));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(HttpResponse<?> response) {
        return response.body() instanceof byte[] bytes
                ? new String(bytes, StandardCharsets.UTF_8)
                : String.valueOf(response.body());
    }
}
