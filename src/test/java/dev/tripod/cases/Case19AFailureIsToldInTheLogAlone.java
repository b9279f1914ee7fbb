package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.session.SessionCookie;
import dev.tripod.session.SessionKey;
import dev.tripod.testing.upstash.Eventually;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The failure is forced by a session whose entry in the store has become something else. */
@Case(19)
class Case19AFailureIsToldInTheLogAlone {
    private static final String CURRENT = "/api/sessions/current";

    @Test
    void itIsAGeneric500AndOneStackTraceInTheLog(Instances instances) {
        var cookie = Instances.GUESTS.person(instances.a()).cookieHeader();
        var key = SessionKey.of(new SessionCookie(cookie.substring("sid=".length())));
        var redis = instances.store().redis();
        var name = redis.keys("tripod:*" + key.value()).iterator().next();
        redis.del(name);
        redis.hset(name, "no", "session");
        redis.expire(name, 60);
        try {
            for (var accepted : List.of("application/json", "text/html, */*")) {
                failsOnce(instances, cookie, accepted);
            }
        } finally {
            redis.del(name);
        }
    }

    /** On B, which has no copy of the session. */
    private static void failsOnce(Instances instances, String cookie, String accepted) {
        var before = instances.processOfB().log().length();

        var answer = BareHttp.get(instances.b(), CURRENT, "Cookie", cookie, "Accept", accepted);

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.header("Set-Cookie")).isEmpty();
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Content-Security-Policy")).contains("default-src 'self'");
        var problem = answer.json();
        var id = problem.path("requestId").asText();
        assertThat(problem.properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("type", "title", "status", "detail", "requestId");
        assertThat(problem.path("title").asText()).isEqualTo("Something went wrong here");
        assertThat(problem.path("detail").asText()).isEqualTo("Something went wrong here");
        assertThat(id).matches("[A-Za-z0-9_-]{16}").isEqualTo(answer.header("X-Request-Id"));
        assertThat(answer.text()).doesNotContain("Exception", "dev.tripod", "WRONGTYPE", "Operation", "\tat ", ".java");

        Eventually.holds(() -> instances.processOfB().log().substring(before).contains("Request " + id + " failed"));
        var log = instances.processOfB().log().substring(before);
        assertThat(Pattern.compile("Request " + id + " failed").matcher(log).results())
                .hasSize(1);
        assertThat(Pattern.compile("(?m)^(?!Caused by)[a-z][\\w.]+\\.\\w*Exception.*\\R\\s+at ")
                        .matcher(log)
                        .results())
                .as("stack traces in:\n" + log)
                .hasSize(1);
    }
}
