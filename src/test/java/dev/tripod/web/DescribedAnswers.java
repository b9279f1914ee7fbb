package dev.tripod.web;

import dev.tripod.problem.Answers;
import dev.tripod.problem.Problem;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The answers of one method: those that it names, and those that every method of its kind gives. */
final class DescribedAnswers {
    private static final String PROBLEM = "#/components/schemas/Problem";

    private final Method method;
    private final Answers answers;
    private final Components components;

    /** Adds the classes of bodies to the components. */
    DescribedAnswers(Method method, Answers answers, Components components) {
        this.method = method;
        this.answers = answers;
        this.components = components;
    }

    /** What every problem document looks like. */
    static Schema<?> problem() {
        var all = Arrays.stream(Problem.values()).map(Problem::type).toList();
        var schema = of("object");
        schema.setDescription("RFC 9457; requestId is what the log knows the request by");
        schema.addProperty("type", oneOf(all));
        schema.addProperty("title", of("string"));
        schema.addProperty("status", of("integer"));
        schema.addProperty("detail", of("string"));
        schema.addProperty("requestId", of("string"));
        schema.setRequired(List.of("type", "title", "status", "detail", "requestId"));
        return schema;
    }

    private static Schema<Object> of(String type) {
        var schema = new Schema<>(SpecVersion.V31);
        schema.addType(type);
        return schema;
    }

    private static Schema<Object> oneOf(List<String> values) {
        var schema = of("string");
        schema.setEnum(List.copyOf(values));
        return schema;
    }

    ApiResponses all() {
        var all = new ApiResponses();
        statuses().forEach(status -> all.addApiResponse(String.valueOf(status), success()));
        problems().stream()
                .collect(Collectors.groupingBy(Problem::status, TreeMap::new, Collectors.toList()))
                .forEach((status, problems) -> all.addApiResponse(String.valueOf(status), failure(status, problems)));
        return all;
    }

    private List<Integer> statuses() {
        if (answers.status().length > 0) {
            return Arrays.stream(answers.status()).boxed().toList();
        }
        return List.of(method.getReturnType() == void.class ? 204 : 200);
    }

    private ApiResponse success() {
        var response = new ApiResponse().description(answers.value());
        return body().map(type -> response.content(content(type))).orElse(response);
    }

    private Optional<Type> body() {
        if (answers.body() != Void.class) {
            return Optional.of(answers.body());
        }
        return Optional.of(method.getGenericReturnType()).filter(type -> type != void.class && type != Response.class);
    }

    private Content content(Type type) {
        var resolved =
                ModelConverters.getInstance(true).resolveAsResolvedSchema(new AnnotatedType(type).resolveAsRef(true));
        resolved.referencedSchemas.forEach(components::addSchemas);
        var content = new Content();
        produced().forEach(media -> content.addMediaType(media, new MediaType().schema(resolved.schema)));
        return content;
    }

    private Stream<String> produced() {
        var here = Optional.ofNullable(method.getAnnotation(Produces.class))
                .orElseGet(() -> method.getDeclaringClass().getAnnotation(Produces.class));
        return Arrays.stream(here.value());
    }

    private EnumSet<Problem> problems() {
        var all = EnumSet.of(Problem.NOT_ACCEPTABLE, Problem.INTERNAL, Problem.UNAVAILABLE, Problem.STORE_FULL);
        if (!method.isAnnotationPresent(GET.class)) {
            all.addAll(EnumSet.of(Problem.CROSS_ORIGIN, Problem.TOO_LARGE));
        }
        // A body that is not expected has to be of the type that the resource consumes, too.
        var takesBodies =
                method.getParameters().length > 0 || method.getDeclaringClass().isAnnotationPresent(Consumes.class);
        if (takesBodies && !method.isAnnotationPresent(GET.class)) {
            all.addAll(EnumSet.of(Problem.MALFORMED, Problem.UNSUPPORTED_TYPE));
        }
        all.addAll(List.of(answers.problems()));
        return all;
    }

    private static ApiResponse failure(int status, List<Problem> problems) {
        var types = problems.stream().map(Problem::type).toList();
        var titles = problems.stream().map(Problem::title).collect(Collectors.joining("; "));
        var schema = new Schema<>(SpecVersion.V31);
        schema.set$ref(PROBLEM);
        schema.addProperty("type", oneOf(types));
        var response = new ApiResponse()
                .description(titles)
                .content(new Content().addMediaType(ProblemDocument.MEDIA_TYPE, new MediaType().schema(schema)));
        if (status == 429 || status == 503) {
            response.addHeaderObject(
                    "Retry-After", new Header().description("Seconds to wait").schema(of("integer")));
        }
        return response;
    }
}
