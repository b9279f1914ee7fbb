package dev.tripod.upstash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyReaderTest {
    private static final Command GET = Command.of("GET", "k");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            {"result":null}                      | nil
            {"result":137}                       | 137
            {"result":"OK"}                      | status OK
            {"result":"T0s="}                    | OK
            {"result":"UE9ORw=="}                | PONG
            {"result":""}                        | ''
            {"result":[]}                        | []
            {"result":["OK",["OK",null,[1]]]}    | [status OK, [status OK, nil, [1]]]
            {"result":"9223372036854775807"}     | 9223372036854775807
            {"result":"-9223372036854775808"}    | -9223372036854775808
            {"error":"WRONGTYPE no"}             | failure WRONGTYPE no
            {"more":{"a":[1]},"result":1,"x":2}  | 1
            {"result":[1,{"error":"ERR x"}]}     | [1, failure ERR x]
            """)
    void readsEveryShape(String json, String shown) throws IOException {
        assertThat(shown(ReplyReader.object(json.getBytes(UTF_8), GET))).isEqualTo(shown);
    }

    @Test
    void takesDigitsForANumberOnlyWhereTheyCannotBeAValue() throws IOException {
        var json = "{\"result\":\"9007199254740993\"}".getBytes(UTF_8);
        assertThat(ReplyReader.object(json, Command.of("incr", "k"))).isEqualTo(new Reply.Int(9007199254740993L));
        assertThat(((Reply.Bulk) ReplyReader.object(json, GET)).bytes())
                .isEqualTo(Base64.getDecoder().decode("9007199254740993"));
    }

    @Test
    void readsOneReplyForEachCommand() throws IOException {
        var json = "[{\"result\":1},{\"error\":\"ERR x\"}]".getBytes(UTF_8);
        assertThat(ReplyReader.array(json, List.of(GET, GET)))
                .hasValue(List.of(new Reply.Int(1), new Reply.Failure("ERR x")));
    }

    @Test
    void leavesAnObjectInPlaceOfAnArrayToTheCaller() throws IOException {
        assertThat(ReplyReader.array("{\"error\":\"ERR x\"}".getBytes(UTF_8), List.of(GET)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[{\"result\":1}]", "[{\"result\":1},{\"result\":2},{\"result\":3}]", "[{\"result\":1},", "[1,2]"
            })
    void refusesArraysOfAnotherLengthOrShape(String json) {
        assertThatThrownBy(() -> ReplyReader.array(json.getBytes(UTF_8), List.of(GET, GET)))
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "<html>",
                "{}",
                "{\"result\":1",
                "{\"result\":1} x",
                "{\"result\":true}",
                "{\"result\":1.5}",
                "{\"result\":\"not base64!\"}",
                "{\"result\":\"99999999999999999999999\"}",
                "{\"result\":99999999999999999999}",
            })
    void refusesWhatIsNoAnswer(String json) {
        assertThatThrownBy(() -> ReplyReader.object(json.getBytes(UTF_8), GET)).isInstanceOf(IOException.class);
    }

    private static String shown(Reply reply) {
        if (reply instanceof Reply.Status status) {
            return "status " + status.text();
        }
        if (reply instanceof Reply.Bulk bulk) {
            return new String(bulk.bytes(), UTF_8);
        }
        if (reply instanceof Reply.Int number) {
            return String.valueOf(number.value());
        }
        if (reply instanceof Reply.Failure failure) {
            return "failure " + failure.text();
        }
        return reply instanceof Reply.Array array
                ? array.items().stream().map(ReplyReaderTest::shown).toList().toString()
                : "nil";
    }
}
