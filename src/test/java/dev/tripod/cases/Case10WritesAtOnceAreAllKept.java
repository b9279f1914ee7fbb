package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tripod.testing.Browser;
import dev.tripod.testing.Timings;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@Case(10)
class Case10WritesAtOnceAreAllKept {
    private static final String CURRENT = "/api/sessions/current";
    private static final int WRITERS = 50;

    @Test
    void fiftyWritersOnFiftyAttributesOverBothLoseNone(Instances instances) {
        var browser = Instances.GUESTS.person(instances.a());

        write(instances, browser, writer -> "{\"attributes\":{\"a%d\":%d}}".formatted(writer, writer));

        assertThat(bothShow(instances, browser)).allSatisfy(attributes -> {
            assertThat(attributes).hasSize(WRITERS);
            for (var writer = 0; writer < WRITERS; writer++) {
                assertThat(attributes.path("a" + writer).asInt(-1)).isEqualTo(writer);
            }
        });
    }

    @Test
    void fiftyWritersOnOneAttributeLeaveOneWholeValue(Instances instances) {
        var browser = Instances.GUESTS.person(instances.a());

        write(instances, browser, writer -> "{\"attributes\":{\"one\":" + value(writer) + "}}");

        var shown = bothShow(instances, browser);
        assertThat(shown.get(0).path("one").toString())
                .isIn(IntStream.range(0, WRITERS)
                        .mapToObj(Case10WritesAtOnceAreAllKept::value)
                        .toList());
        assertThat(shown.get(1)).isEqualTo(shown.get(0));
    }

    /** Long enough that a mixture of two would be seen. */
    private static String value(int writer) {
        var part = ("w" + writer + "-").repeat(1_000 / 4);
        return "{\"begin\":\"%s\",\"end\":\"%s\"}".formatted(part, part);
    }

    private static void write(Instances instances, Browser browser, IntFunction<String> patch) {
        var answers = AtOnce.all(
                WRITERS,
                IntStream.range(0, WRITERS)
                        .<Callable<Browser.Answer>>mapToObj(writer -> {
                            var at = browser.at(writer % 2 == 0 ? instances.a() : instances.b());
                            return () -> at.patch(CURRENT, patch.apply(writer));
                        })
                        .toList());
        assertThat(answers)
                .allSatisfy(
                        answer -> assertThat(answer.status()).as(answer.text()).isEqualTo(200));
    }

    /** The attributes as A and B show them, once what they have told each other has arrived. */
    private static List<JsonNode> bothShow(Instances instances, Browser browser) {
        var onA = browser.at(instances.a());
        var onB = browser.at(instances.b());
        Timings.until(() -> attributes(onA).equals(attributes(onB)));
        return List.of(attributes(onA), attributes(onB));
    }

    private static JsonNode attributes(Browser browser) {
        return browser.get(CURRENT).json().path("attributes");
    }
}
