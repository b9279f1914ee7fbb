package dev.tripod.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.tripod.gateway.CacheResource;
import dev.tripod.problem.Answers;
import dev.tripod.problem.Problem;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.jaxrs2.Reader;
import io.swagger.v3.jaxrs2.ext.AbstractOpenAPIExtension;
import io.swagger.v3.jaxrs2.ext.OpenAPIExtension;
import io.swagger.v3.jaxrs2.ext.OpenAPIExtensions;
import io.swagger.v3.oas.integration.SwaggerConfiguration;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes the description of the REST interface (OpenAPI 3.1) that {@link OpenApiServlet} serves: paths and bodies as
 * JAX-RS and Jackson see them, answers as {@link Answers} says.
 */
public final class OpenApiWriter {
    private OpenApiWriter() {}

    /** The arguments are the file to write and the version to name. */
    public static void main(String[] arguments) throws IOException {
        var file = Path.of(arguments[0]);
        Files.createDirectories(file.getParent());
        Files.writeString(file, Json31.pretty(description(arguments[1])));
    }

    /** All but the cache API: any path is a command there, so it is described by hand. */
    static Set<Class<?>> described() {
        return new TripodApplication()
                .getClasses().stream()
                        .filter(type -> type != CacheResource.class)
                        .collect(Collectors.toSet());
    }

    static OpenAPI description(String version) {
        var converters = ModelConverters.getInstance(true);
        converters.addConverter(new ModelResolver(JsonProvider.MAPPER).openapi31(true));
        converters.addConverter(new Records());
        var components = new Components();
        var extensions = new ArrayList<OpenAPIExtension>(List.of(new FromAnswers(components)));
        extensions.addAll(OpenAPIExtensions.getExtensions());
        OpenAPIExtensions.setExtensions(extensions);
        var about = new Info()
                .title("Tripod")
                .version(version)
                .description("Sessions, pairing, rooms and the cache of Tripod over HTTP. Rooms also have a WebSocket, "
                        + "whose messages docs/protocol.md describes.")
                .license(new License().name("Apache 2.0").identifier("Apache-2.0"));
        var start = new OpenAPI().openapi("3.1.0").info(about).addServersItem(new Server().url("/api"));
        var reader = new Reader(new SwaggerConfiguration().openAPI(start).openAPI31(true));
        var described = reader.read(described());
        var cache = cacheApi();
        var paths = new TreeMap<>(described.getPaths());
        paths.putAll(cache.getPaths());
        described.paths(new Paths());
        paths.forEach(described.getPaths()::addPathItem);
        cache.getComponents().getSchemas().forEach(described.getComponents()::addSchemas);
        cache.getComponents().getResponses().forEach(described.getComponents()::addResponses);
        components.getSchemas().forEach(described.getComponents()::addSchemas);
        described
                .getComponents()
                .addSchemas("Problem", DescribedAnswers.problem())
                .addSecuritySchemes(
                        "session",
                        new SecurityScheme()
                                .type(SecurityScheme.Type.APIKEY)
                                .in(SecurityScheme.In.COOKIE)
                                .name("sid")
                                .description("__Host-sid where the public URL is https"))
                .addSecuritySchemes(
                        "token",
                        new SecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .description("TRIPOD_API_TOKEN, where that is set"));
        described
                .getComponents()
                .schemas(new TreeMap<>(described.getComponents().getSchemas()));
        return described;
    }

    private static OpenAPI cacheApi() {
        try (var file = OpenApiWriter.class.getResourceAsStream("cache-api.json")) {
            return Json31.mapper().readValue(file, OpenAPI.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts an {@link Answers} into the description of its method. */
    private static final class FromAnswers extends AbstractOpenAPIExtension {
        private static final Map<Problem, String> KEYS =
                Map.of(Problem.SESSION_MISSING, "session", Problem.TOKEN_MISSING, "token");

        private final Components components;

        FromAnswers(Components components) {
            this.components = components;
        }

        @Override
        public void decorateOperation(Operation operation, Method method, Iterator<OpenAPIExtension> chain) {
            var answers = Optional.ofNullable(method.getAnnotation(Answers.class))
                    .orElseThrow(() -> new IllegalStateException(method + " does not say what it answers"));
            var group = method.getDeclaringClass().getSimpleName().replace("Resource", "");
            operation.summary(answers.value());
            operation.operationId(group + "." + method.getName());
            operation.tags(List.of(group));
            KEYS.forEach((missing, key) -> {
                if (List.of(answers.problems()).contains(missing)) {
                    operation.addSecurityItem(new SecurityRequirement().addList(key));
                }
            });
            operation.responses(new DescribedAnswers(method, answers, components).all());
        }
    }

    /** Records as they are: what is neither nullable nor optional is required, and raw JSON is anything. */
    private static final class Records implements ModelConverter {
        private static final Set<Class<?>> ANYTHING = Set.of(JsonNode.class, RawValue.class, Object.class);

        @Override
        @SuppressWarnings({"rawtypes", "unchecked"}) // as the library hands them out
        public @Nullable Schema<?> resolve(
                AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
            var raw =
                    TypeFactory.defaultInstance().constructType(type.getType()).getRawClass();
            if (ANYTHING.contains(raw)) {
                return new JsonSchema();
            }
            var schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
            Schema<?> model = raw.isRecord() ? context.getDefinedModels().get(raw.getSimpleName()) : null;
            if (model != null) {
                model.setRequired(required(raw));
                letItemsBeNull(raw, model);
            }
            return schema;
        }

        /** Jackson writes an empty item as null. */
        @SuppressWarnings("unchecked")
        private static void letItemsBeNull(Class<?> type, Schema<?> model) {
            for (var component : type.getRecordComponents()) {
                if (component.getType() == List.class
                        && component.getGenericType().getTypeName().contains("<java.util.Optional<")) {
                    ((Schema<?>) model.getProperties().get(component.getName()))
                            .getItems()
                            .addType("null");
                }
            }
        }

        private static @Nullable List<String> required(Class<?> type) {
            var names = Arrays.stream(type.getRecordComponents())
                    .filter(component -> component.getType() != Optional.class)
                    .filter(component -> !component.getAnnotatedType().isAnnotationPresent(Nullable.class))
                    .map(RecordComponent::getName)
                    .toList();
            return names.isEmpty() ? null : names;
        }
    }
}
