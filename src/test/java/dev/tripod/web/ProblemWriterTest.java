package dev.tripod.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.problem.Problem;
import dev.tripod.problem.ProblemException;
import dev.tripod.testing.LogCapture;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProblemWriterTest {
    private final LogCapture log = LogCapture.of(ProblemWriter.class).quietly();
    private final HttpServletRequest request = request();

    @AfterEach
    void stopListening() {
        log.close();
    }

    @Test
    void tellsOfAnUnexpectedFailureOnlyItsRequestAndLogsTheRestOnce() {
        var thrown = new IllegalStateException("database password");

        var response = ProblemWriter.response(request, thrown);

        var id = RequestId.of(request).value();
        assertThat(response.getStatus()).isEqualTo(500);
        assertThat(new String((byte[]) response.getEntity(), StandardCharsets.UTF_8))
                .contains("\"requestId\":\"" + id + "\"")
                .doesNotContain("password", "Exception");
        assertThat(log.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.getThrown()).isSameAs(thrown);
            assertThat(entry.getMessage()).contains(id);
        });
    }

    @Test
    void saysWhenToTryAgainAndLogsNothing() {
        var thrown = ProblemException.retryable(Problem.TOO_MANY, "Wait", Duration.ofMillis(1_001));

        var response = ProblemWriter.response(request, thrown);

        assertThat(response.getStatus()).isEqualTo(429);
        assertThat(response.getHeaderString("Retry-After")).isEqualTo("2");
        assertThat(log.entries()).isEmpty();
    }

    /** A request that has a path, and else does nothing but keep attributes. */
    private static HttpServletRequest request() {
        Map<String, Object> attributes = new HashMap<>();
        return (HttpServletRequest) Proxy.newProxyInstance(
                ProblemWriterTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getServletPath" -> "/api";
                    case "getPathInfo" -> "/rooms";
                    case "getDispatcherType" -> DispatcherType.REQUEST;
                    case "getAttribute" -> attributes.get(arguments[0]);
                    case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
