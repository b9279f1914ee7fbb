package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

@Case(17)
class Case17NothingOfASessionIsKept {
    /** What would make an answer 304 if it could be. */
    private static final List<String[]> CONDITIONS = List.of(
            new String[] {"If-None-Match", "*"},
            new String[] {"If-None-Match", "W/\"1\", \"x\""},
            new String[] {"If-Modified-Since", "Fri, 01 Jan 2100 00:00:00 GMT"},
            new String[] {"If-None-Match", "*", "If-Modified-Since", "Fri, 01 Jan 2100 00:00:00 GMT"});

    @Test
    void allAnswersOfSessionsAndPairingsAreNoStore(Instances instances) {
        for (var server : List.of(instances.a(), instances.b())) {
            var stops = Tour.of(server).stops().stream()
                    .filter(stop -> stop.call().matches("[A-Z]+ /api/(sessions|pairings).*"))
                    .toList();

            assertThat(stops).hasSizeGreaterThan(30).allSatisfy(stop -> {
                var headers = stop.answer().response().headers();
                assertThat(headers.allValues("Cache-Control")).containsExactly("no-store");
                assertThat(headers.allValues("ETag")).isEmpty();
                assertThat(headers.allValues("Last-Modified")).isEmpty();
            });
        }
    }

    @Test
    void theyAreNever304(Instances instances) {
        var desktop = Instances.GUESTS.person(instances.a());
        var pairing = "/api/pairings/" + Instances.GUESTS.show(desktop, "{}").id();
        for (var server : List.of(instances.a(), instances.b())) {
            for (var path : List.of("/api/sessions/current", pairing, pairing + "/qr.svg", pairing + "/qr.png")) {
                for (var condition : CONDITIONS) {
                    var answer = desktop.at(server).get(path, condition);
                    assertThat(answer.status()).as(path).isEqualTo(200);
                    assertThat(answer.text()).isNotEmpty();
                    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
                }
            }
        }
    }
}
