package dev.tripod.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.upstash.Eventually;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Start, health, pages and what every answer says about safety. */
class PagesOnServer extends OnServer {
    @Test
    void saysWhereDataIsKept() {
        Eventually.holds(() -> pair.a().log().contains("[UPSTASH] ✓ Connection verified"));
        assertThat(pair.a().log())
                .containsSubsequence("[UPSTASH] Redis REST API configured", "[UPSTASH] ✓ Connection verified")
                .doesNotContain(pair.store().token());
    }

    @Test
    void isLiveAndReady() {
        assertThat(plain("GET", "/health/live").status()).isEqualTo(200);
        assertThat(plain("GET", "/health/ready").json().path("store").asText()).isEqualTo("shared");
        assertThat(plain("GET", "/metrics").status()).as("without the token").isEqualTo(401);
        assertThat(plain("GET", "/metrics", "Authorization", "Bearer " + CacheApiOnServer.TOKEN)
                        .text())
                .contains("tripod_store_state{state=\"shared\"} 1.0");
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html",
        "/camera, text/html",
        "/room, text/html",
        "/status, text/html",
        "/css/tokens.css, text/css",
        "/js/pages/desktop.js, text/javascript",
        "/favicon.ico, image/svg+xml"
    })
    void servesThePages(String path, String type) {
        var page = plain("GET", path);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).startsWith(type);
        assertThat(page.text()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/camera", "/js/nothing.js", "/nothing", "/api/nothing", CURRENT, "/WEB-INF/web.xml"})
    void sendsTheSecurityHeadersWithEveryAnswer(String path) {
        var answer = plain("GET", path);
        assertThat(answer.header("Content-Security-Policy"))
                .contains("default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Permissions-Policy")).contains("camera=(self)");
        assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("X-Powered-By")).isEmpty();
        assertThat(answer.header("Server")).doesNotContainPattern("\\d");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/nothing, 404",
        "GET, /nothing, 404",
        "GET, /.env, 404",
        "GET, /WEB-INF/web.xml, 404",
        "GET, /META-INF/MANIFEST.MF, 404",
        "GET, /api/sessions, 405",
        "HEAD, /api/sessions, 405",
        "PUT, /api/sessions, 405",
        "POST, /index.html, 405",
        "DELETE, /camera, 405"
    })
    void refusesWhatIsNotThere(String method, String path, int status) {
        var answer = plain(method, path);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text())
                .doesNotContain("Exception")
                .doesNotContainPattern("(?i)tomcat|jetty|glassfish|payara");
    }

    /** Some servers refuse it by themselves, before any filter. */
    @ParameterizedTest
    @ValueSource(strings = {"/", "/api/sessions"})
    void refusesToTrace(String path) {
        var answer = plain("TRACE", path, "X-Secret", "echo-me");
        assertThat(answer.status()).isIn(403, 405);
        assertThat(answer.text()).doesNotContain("echo-me");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/..%2fWEB-INF/web.xml",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/js/..%5c..%5cWEB-INF%5cweb.xml",
                "/%57EB-INF/web.xml",
                "/WEB-INF;x/beans.xml"
            })
    void servesNothingThroughEncodedPaths(String path) throws IOException {
        assertThat(raw("GET " + path + " HTTP/1.1\r\n"))
                .as("refused, or by Payara and GlassFish sent to where nothing is")
                .matches("(?s)HTTP/1.1 (400|404|301 [^\\r]*\r\n(.*\r\n)?Location: [^\r]*/WEB-INF/\r\n).*");
        assertThat(plain("GET", "/WEB-INF/").status()).isEqualTo(404);
    }
}
