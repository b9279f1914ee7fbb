package dev.tripod.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tripod.problem.Problem;
import dev.tripod.problem.ProblemException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionChangeTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void tellsAnAbsentNameFromARemovedOne() throws JsonProcessingException {
        assertThat(change("{}").renames()).isFalse();
        assertThat(change("{\"name\":null}").renames()).isTrue();
        assertThat(change("{\"name\":null}").name()).isEmpty();
        assertThat(change("{\"name\":\" Anna\\u0000 \"}").name()).contains("Anna");
    }

    @Test
    void takesAttributesAsTheyAreAndNullAsRemoval() throws JsonProcessingException {
        assertThat(change("{\"attributes\":{\"a\":{\"x\":null},\"b\":null,\"c\":\"t\"}}")
                        .attributes())
                .containsEntry("a", Optional.of("{\"x\":null}"))
                .containsEntry("b", Optional.empty())
                .containsEntry("c", Optional.of("\"t\""));
    }

    @Test
    void ignoresWhatClientsCannotChange() throws JsonProcessingException {
        var change = change("{\"roles\":[\"admin\"],\"absoluteEnd\":\"2099-01-01T00:00:00Z\",\"kind\":\"person\"}");

        assertThat(change.renames()).isFalse();
        assertThat(change.attributes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "\"x\"",
                "{\"name\":5}",
                "{\"name\":{}}",
                "{\"attributes\":[]}",
                "{\"attributes\":null}",
                "{\"attributes\":{\"\":1}}",
                "{\"attributes\":{\"a b\":1}}"
            })
    void refusesOtherForms(String patch) {
        assertInvalid(patch);
    }

    @Test
    void boundsAttributes() throws JsonProcessingException {
        assertThat(change(attributes(32)).attributes()).hasSize(32);
        assertInvalid(attributes(33));
        assertThat(change("{\"attributes\":{\"a\":\"" + "x".repeat(8190) + "\"}}")
                        .attributes())
                .hasSize(1);
        assertInvalid("{\"attributes\":{\"a\":\"" + "x".repeat(8191) + "\"}}");
    }

    private static String attributes(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"a" + i + "\":" + i)
                .collect(Collectors.joining(",", "{\"attributes\":{", "}}"));
    }

    private static void assertInvalid(String patch) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> change(patch))
                .returns(Problem.INVALID, ProblemException::problem);
    }

    private static SessionChange change(String patch) throws JsonProcessingException {
        return SessionChange.of(MAPPER.readTree(patch));
    }
}
