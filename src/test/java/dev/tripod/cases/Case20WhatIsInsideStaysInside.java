package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The server of these tests refuses some encoded paths itself, with 400, before it asks the application; what other
 * servers do is seen by {@code ServersIT}.
 */
@Case(20)
class Case20WhatIsInsideStaysInside {
    private static final Pattern VERSION = Pattern.compile(
            "(?i)(tomcat|coyote|catalina|jersey|grizzly|payara|glassfish|tyrus|weld|java|jetty|tripod)[/ -]?v?\\d");

    @Test
    void insidesAre404(Instances instances) {
        for (var server : List.of(instances.a(), instances.b())) {
            for (var path : List.of(
                    "/WEB-INF",
                    "/WEB-INF/",
                    "/WEB-INF/web.xml",
                    "/WEB-INF/beans.xml",
                    "/WEB-INF/classes/dev/tripod/web/FrontFilter.class",
                    "/web-inf/web.xml",
                    "/META-INF",
                    "/META-INF/",
                    "/META-INF/MANIFEST.MF",
                    "/META-INF/maven/dev.tripod/tripod/pom.xml",
                    "/.env",
                    "/.git/config",
                    "/.env.local",
                    "/js/.env",
                    "/pom.xml",
                    "/%57EB-INF/web.xml",
                    "/%2eenv",
                    "/WEB-INF;x/web.xml",
                    "/;/WEB-INF/web.xml",
                    "/js/../WEB-INF/web.xml",
                    "/js/%2e%2e/WEB-INF/web.xml",
                    "/js/..;/WEB-INF/web.xml",
                    "/js/%252e%252e/WEB-INF/web.xml",
                    "/..%252fWEB-INF/web.xml",
                    "/api/../WEB-INF/web.xml")) {
                var answer = BareHttp.raw(server, "GET " + path + " HTTP/1.1");
                assertThat(BareHttp.status(answer)).as(path).isEqualTo(404);
                assertThat(answer).contains("application/problem+json").doesNotContainPattern(VERSION);
                showsNothing(answer);
            }
        }
    }

    @Test
    void whatTheServerItselfRefusesShowsNothingEither(Instances instances) {
        for (var path : List.of(
                "/..%2fWEB-INF/web.xml",
                "/js/..%2f..%2fWEB-INF%2fweb.xml",
                "/js/..%5c..%5cWEB-INF%5cweb.xml",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/../../etc/passwd",
                "/WEB-INF%00/web.xml",
                "/js/%c0%ae%c0%ae/WEB-INF/web.xml",
                "/.env%00.html")) {
            var answer = BareHttp.raw(instances.a(), "GET " + path + " HTTP/1.1");
            assertThat(BareHttp.status(answer)).as(path).isIn(400, 404);
            showsNothing(answer);
        }
    }

    @Test
    void noHeaderTellsAVersion(Instances instances) {
        assertThat(Tour.of(instances.a()).stops()).allSatisfy(stop -> {
            var headers = stop.answer().response().headers();
            for (var name : List.of("Server", "X-Powered-By", "Via", "X-Runtime", "X-Version")) {
                assertThat(headers.allValues(name)).as(name).isEmpty();
            }
            assertThat(headers.map().values())
                    .allSatisfy(values -> assertThat(values.toString()).doesNotContainPattern(VERSION));
        });
    }

    private static void showsNothing(String answer) {
        assertThat(answer)
                .doesNotContain("<web-app", "<beans", "<project", "Manifest-Version", "root:", "UPSTASH", "dev.tripod")
                .doesNotContainPattern("(?i)\\nserver:|\\nx-powered-by:");
    }
}
