package dev.tripod.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.problem.Problem;
import dev.tripod.problem.ProblemException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProblemWriterTest {
    private final Logger logger = Logger.getLogger(ProblemWriter.class.getName());
    private final List<LogRecord> log = new CopyOnWriteArrayList<>();
    private final HttpServletRequest request = request();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            log.add(entry);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
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
        assertThat(log).singleElement().satisfies(entry -> {
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
        assertThat(log).isEmpty();
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
