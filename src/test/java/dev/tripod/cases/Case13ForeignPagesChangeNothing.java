package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.MutatingCalls;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@code MutatingCallsTest} compares the table with the resources themselves, and this with their description. */
@Case(13)
class Case13ForeignPagesChangeNothing {
    private static final Set<String> MUTATING = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final String OWN_CLIENT = "tripod";

    @Test
    void theTableNamesEveryMutatingCallOfTheDescription(Instances instances) {
        var described = new ArrayList<String>();
        BareHttp.get(instances.a(), "/openapi.json")
                .json()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(verb -> {
                    if (MUTATING.contains(verb.toUpperCase(Locale.ROOT))
                            && !path.getKey().startsWith("/cache")) {
                        described.add(verb.toUpperCase(Locale.ROOT) + " /api" + path.getKey());
                    }
                }));

        assertThat(described).containsExactlyInAnyOrderElementsOf(MutatingCalls.TABLE);
    }

    @Test
    void everyMutatingCallWithTheCookieFromElsewhereIs403AndChangesNothing(Instances instances) {
        try (var scene = Scene.at(instances.a())) {
            var before = scene.state();
            for (var headers : foreign(instances.a())) {
                for (var row : MutatingCalls.TABLE) {
                    var answer = scene.send(scene.call(row), headers);
                    assertThat(answer.status())
                            .as(row + " with " + List.of(headers))
                            .isEqualTo(403);
                    assertThat(answer.json().path("type").asText()).endsWith(":cross-origin");
                    assertThat(answer.header("Set-Cookie")).isEmpty();
                }
                assertThat(scene.state()).as("after " + List.of(headers)).isEqualTo(before);
            }
        }
    }

    @Test
    void theSameCallsOfTheOwnPagesAndClientsDoWhatTheySay(Instances instances) {
        var own = List.of(
                new String[] {"Origin", instances.a().toString()},
                new String[] {"Sec-Fetch-Site", "same-origin"},
                new String[] {"X-Requested-With", OWN_CLIENT});
        for (var headers : own) {
            var all = headers == own.get(0);
            for (var row : all ? MutatingCalls.TABLE : List.of("PATCH /api/sessions/current", "POST /api/rooms")) {
                try (var scene = Scene.at(instances.a())) {
                    var answer = scene.send(scene.call(row), headers);
                    var done = answer.status() / 100 == 2;
                    // a desktop cannot claim what it shows itself; that is another refusal
                    assertThat(done || (answer.text().contains(":forbidden") && row.endsWith("/claim")))
                            .as(row + " with " + List.of(headers) + ": " + answer.text())
                            .isTrue();
                }
            }
        }
    }

    /** Headers of calls that are not the own page's; the own origin does not help where the browser says cross-site. */
    private static List<String[]> foreign(URI server) {
        var own = server.toString();
        var foreign = new ArrayList<String[]>();
        for (var origin : List.of(
                "https://evil.example",
                "null",
                "http://localhost:1",
                "http://localhost",
                "https://localhost:" + server.getPort(),
                "http://localhost.evil.example:" + server.getPort(),
                own + ".evil.example",
                own + "0",
                "http://evil-localhost:" + server.getPort(),
                "http://evil.localhost:" + server.getPort(),
                "http://127.0.0.1:" + server.getPort(),
                "http://evil.example#" + own,
                own + "@evil.example",
                own + " https://evil.example")) {
            foreign.add(new String[] {"Origin", origin});
            foreign.add(new String[] {"Origin", origin, "X-Requested-With", OWN_CLIENT});
        }
        foreign.add(new String[] {"Sec-Fetch-Site", "cross-site"});
        foreign.add(new String[] {"Sec-Fetch-Site", "cross-site", "X-Requested-With", OWN_CLIENT});
        foreign.add(new String[] {"Sec-Fetch-Site", "cross-site", "Origin", own});
        foreign.add(new String[] {"Sec-Fetch-Site", "same-site"});
        foreign.add(new String[] {"Referer", own + "/"});
        foreign.add(new String[] {"X-Requested-With", "XMLHttpRequest"});
        foreign.add(new String[0]);
        return foreign;
    }
}
