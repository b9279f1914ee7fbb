package dev.tripod.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.tripod.problem.Problem;
import dev.tripod.problem.ProblemException;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;

/**
 * Tells whoever runs the application whether to restart it ({@code /health/live}) and whether to send it requests
 * ({@code /health/ready}). Both answer 200 as long as it can answer at all, since it serves on its own what the store
 * cannot; words and counts only. Outside of JAX-RS, so that nothing which could be broken stands in between.
 */
@WebServlet(urlPatterns = "/health/*")
public class HealthServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
            .build();

    @Inject
    transient StoreHealth store;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (Objects.requireNonNullElse(request.getPathInfo(), "")) {
            case "/live" -> write(response, Map.of("live", true));
            case "/ready" -> write(response, store.report());
            default -> throw new ProblemException(Problem.NOT_FOUND);
        }
    }

    private static void write(HttpServletResponse response, Object answer) throws IOException {
        var body = MAPPER.writeValueAsBytes(answer);
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
