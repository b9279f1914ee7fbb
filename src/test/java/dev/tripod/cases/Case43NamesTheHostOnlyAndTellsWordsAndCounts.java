package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tripod.testing.Browser;
import dev.tripod.testing.Exposition;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Late, so that there is something to tell. */
@Case(43)
@Order(Integer.MAX_VALUE - 1)
class Case43NamesTheHostOnlyAndTellsWordsAndCounts {
    /** A word, such as a state; a path of ours with its parameters left out; a moment. */
    private static final String WORD = "[A-Za-z][A-Za-z -]{0,30}";

    private static final String MOMENT = "\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z";

    @Test
    void theStartLogNamesTheHostOnly(Instances both) {
        var start = both.processOfA().log().lines().limit(100).toList();
        var store = both.store();

        assertThat(start)
                .filteredOn(line -> line.contains("[UPSTASH]"))
                .first(org.assertj.core.api.InstanceOfAssertFactories.STRING)
                .endsWith("[UPSTASH] Redis REST API configured");
        assertThat(start).anyMatch(line -> line.endsWith("[UPSTASH] Host localhost"));
        assertThat(start)
                .noneMatch(line -> line.contains(store.uri().toString()))
                .noneMatch(line -> line.contains(":" + store.uri().getPort()))
                .noneMatch(line -> line.contains(store.token()));
    }

    @Test
    void healthHoldsWordsAndCounts(Instances both) {
        Stream.of(both.a(), both.b()).forEach(instance -> {
            assertThat(new Browser(instance).get("/health/live").text()).isEqualTo("{\"live\":true}");
            var ready = new Browser(instance).get("/health/ready").json();
            assertThat(ready.properties()).map(Map.Entry::getKey).isSubsetOf("store", "reason", "since", "pending");
            assertThat(ready.properties())
                    .map(Map.Entry::getValue)
                    .allMatch(Case43NamesTheHostOnlyAndTellsWordsAndCounts::isPlain);
        });
    }

    private static boolean isPlain(JsonNode value) {
        return value.isIntegralNumber() || value.asText().matches(WORD + "|" + MOMENT);
    }

    @Test
    void metricsHoldWordsAndCounts(Instances both) {
        var desk = Instances.GUESTS.person(both.a());
        var room = Instances.GUESTS.show(desk, "{}");
        assertThat(desk.get("/api/pairings/" + room.id()).status()).isEqualTo(200);
        var text = new Browser(both.a())
                .get("/metrics", "Authorization", "Bearer " + Instances.API_TOKEN)
                .text();

        assertThat(new Exposition(text).complaints()).isEmpty();
        var labels = text.lines()
                .filter(line -> !line.startsWith("#"))
                .flatMap(line -> java.util.regex.Pattern.compile("([a-z_]+)=\"([^\"]*)\"")
                        .matcher(line)
                        .results())
                .toList();
        assertThat(labels).isNotEmpty();
        assertThat(labels).allSatisfy(label -> assertThat(label.group(2)).matches(allowed(label.group(1))));
        assertThat(text).doesNotContain(room.id(), "localhost", "10.0.");
    }

    private static String allowed(String label) {
        return switch (label) {
            case "route" -> "[a-z]+|/[a-z/.{}*-]*";
            case "status", "code", "le", "quantile" -> "[0-9.+A-Za-z]+";
            case "version" -> "[0-9A-Za-z.+-]+";
            default -> "[A-Za-z][A-Za-z0-9 _'().-]{0,40}";
        };
    }
}
