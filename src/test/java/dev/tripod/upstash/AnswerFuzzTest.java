package dev.tripod.upstash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;

/** Whatever the service answers, or what stands in its place. */
class AnswerFuzzTest {
    private static final List<Command> ONE = List.of(Command.of("GET", "k"));
    private static final List<Command> THREE =
            List.of(Command.of("GET", "k"), Command.of("INCR", "n"), Command.of("EVAL", "return 1", 0));

    @Provide
    Arbitrary<Answer> answers() {
        var status = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.of(200, 400)),
                Tuple.of(1, Arbitraries.integers().between(100, 999)));
        var retryAfter = Arbitraries.oneOf(
                        Arbitraries.of("0", "5", "-1", "99999999999999999999", "Fri, 31 Dec 1999 23:59:59 GMT", ""),
                        Arbitraries.strings().ascii())
                .optional();
        return Combinators.combine(status, retryAfter, bodies()).as((code, wait, body) -> new Answer(code, wait, body));
    }

    private static Arbitrary<byte[]> bodies() {
        var item = items(3).map(value -> "{\"result\":" + value + "}");
        var error = Arbitraries.of(
                        "ERR max daily request limit exceeded",
                        "WRONGPASS x",
                        "WRONGTYPE x",
                        "NOPERM",
                        "ERR DB capacity",
                        "")
                .map(text -> "{\"error\":\"" + text + "\"}");
        var one = Arbitraries.oneOf(item, error, Arbitraries.of("{}", "null", "{\"result\":1,\"error\":\"x\"}"));
        var several = one.list().ofMaxSize(4).map(items -> "[" + String.join(",", items) + "]");
        var whole = Arbitraries.oneOf(one, several);
        var cut = Combinators.combine(whole, Arbitraries.doubles().between(0, 1))
                .as((text, at) -> text.substring(0, (int) (at * text.length())));
        return Arbitraries.frequencyOf(
                Tuple.of(4, whole.map(text -> text.getBytes(UTF_8))),
                Tuple.of(2, cut.map(text -> text.getBytes(UTF_8))),
                Tuple.of(1, Arbitraries.strings().map(text -> text.getBytes(UTF_8))),
                Tuple.of(1, Arbitraries.bytes().array(byte[].class).ofMaxSize(64)));
    }

    private static Arbitrary<String> items(int depth) {
        var simple = Arbitraries.oneOf(
                Arbitraries.of(
                        "null",
                        "1",
                        "-9223372036854775808",
                        "1e9",
                        "99999999999999999999",
                        "true",
                        "\"OK\"",
                        "\"====\""),
                Arbitraries.of(
                        "\"MQ==\"", "\"-1\"", "\"123456789012345678901\"", "[".repeat(3_000), "{\"error\":\"ERR\"}"),
                Arbitraries.strings().alpha().numeric().map(text -> "\"" + text + "\""));
        return depth == 0
                ? simple
                : Arbitraries.frequencyOf(
                        Tuple.of(3, simple),
                        Tuple.of(
                                1, items(depth - 1).list().ofMaxSize(3).map(all -> "[" + String.join(",", all) + "]")));
    }

    @Property(tries = 20_000, seed = "20261127")
    void anAnswerIsOneReplyForEachCommandOrAFailureThatSaysWhy(
            @ForAll("answers") Answer answer, @ForAll boolean several) {
        var commands = several ? THREE : ONE;
        try {
            assertThat(Answers.replies(answer, commands, several))
                    .hasSameSizeAs(commands)
                    .doesNotContainNull();
        } catch (UpstashException e) {
            assertThat(e.kind()).isNotNull();
        }
        assertThat(Answers.endOfStream(answer).kind()).isNotNull();
    }

    @Property(tries = 5_000, seed = "20261127")
    void aStreamOfAnyBytesIsLinesWithinTheirBoundOrRefused(
            @ForAll @Size(max = 300) List<Byte> stream, @ForAll boolean events) {
        var bytes = new byte[stream.size()];
        for (var i = 0; i < bytes.length; i++) {
            bytes[i] = stream.get(i);
        }
        var head = events ? "data: message,".getBytes(UTF_8) : new byte[0];
        var lines = new ArrayList<String>();
        var reader = new LineReader(100);
        try {
            reader.read(ByteBuffer.wrap(head), lines::add);
            reader.read(ByteBuffer.wrap(bytes), lines::add);
        } catch (UpstashException e) {
            assertThat(head.length + bytes.length).as("a line that long").isGreaterThan(100);
        }
        assertThat(lines).allSatisfy(line -> assertThat(StreamEvent.parse(line)).isNotNull());
    }
}
