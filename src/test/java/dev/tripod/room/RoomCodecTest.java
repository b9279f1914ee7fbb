package dev.tripod.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tripod.broadcast.Position;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoomCodecTest {
    private static String problem(String frame) {
        try {
            return "none: " + RoomCodec.frame(frame);
        } catch (BadFrameException e) {
            return e.frame().code();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[]",
                "1",
                "null",
                "\"hello\"",
                "{'type':'ping'}",
                "{\"type\":\"ping\"}{}",
                "{\"type\":\"ping\",\"type\":\"hello\"}",
                "{\"type\":\"ping\"} x",
                "{\"type\":\"hello\",\"position\":\"x\"}",
                "{\"type\":\"hello\",\"position\":7}",
                "{\"type\":\"hello\",\"position\":{}}",
                "{\"type\":\"hello\",\"position\":\"1-99999999999999999999\"}",
                "{\"type\":\"state\"}",
                "{\"type\":\"state\",\"state\":[]}",
                "{\"type\":\"send\"}",
                "{\"type\":\"send\",\"id\":1,\"kind\":\"log\",\"data\":1}",
                "{\"type\":\"send\",\"id\":\"\",\"kind\":\"log\",\"data\":1}",
                "{\"type\":\"send\",\"id\":\"m\",\"kind\":\"log\"}",
                "{\"type\":\"send\",\"id\":\"m\",\"data\":1}",
                "{\"type\":\"send\",\"id\":\"m\",\"kind\":\"LOG\",\"data\":1}",
                "{\"type\":\"send\",\"id\":\"m\",\"kind\":\"signal\",\"data\":1}",
                "{\"type\":\"send\",\"id\":\"m\",\"kind\":\"signal\",\"to\":\"x\",\"data\":1}",
                "{\"type\":\"send\",\"id\":\"m\",\"kind\":\"log\",\"to\":\"AAAAAAAAAAAAAAAA\",\"data\":1}"
            })
    void refusesMalformedFrames(String frame) {
        assertThat(problem(frame)).isEqualTo("malformed");
    }

    @Test
    void refusesFramesThatAreNestedTooDeep() {
        assertThat(problem("{\"type\":\"send\",\"id\":\"m\",\"kind\":\"log\",\"data\":" + "[".repeat(100)
                        + "]".repeat(100) + "}"))
                .isEqualTo("malformed");
    }

    @Test
    void refusesIdsThatAreTooLong() throws BadFrameException {
        var frame = "{\"type\":\"send\",\"id\":\"%s\",\"kind\":\"log\",\"data\":1}";
        assertThat(problem(frame.formatted("x".repeat(65)))).isEqualTo("malformed");
        assertThat(RoomCodec.frame(frame.formatted("x".repeat(64)))).isInstanceOf(ClientFrame.Send.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"type\":\"dance\"}", "{\"type\":null}", "{\"type\":{}}", "{\"type\":\"HELLO\"}"})
    void knowsNoOtherTypes(String frame) {
        assertThat(problem(frame)).isEqualTo("unknown-type");
    }

    @Test
    void refusesAStateThatIsTooBig() {
        assertThat(problem("{\"type\":\"state\",\"state\":{\"a\":\"" + "x".repeat(4_090) + "\"}}"))
                .isEqualTo("too-big");
    }

    @Test
    void repeatsNothingOfABadFrame() {
        assertThatThrownBy(() -> RoomCodec.frame("{\"secret\":"))
                .isInstanceOf(BadFrameException.class)
                .hasNoCause()
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> RoomCodec.event("secret")).hasNoCause().hasMessageNotContaining("secret");
    }

    @Test
    void readsAHelloWithAndWithoutAPosition() throws BadFrameException {
        assertThat(RoomCodec.frame("{\"type\":\"hello\"}")).isEqualTo(new ClientFrame.Hello(Optional.empty()));
        assertThat(RoomCodec.frame("{\"type\":\"hello\",\"position\":\"7-8\"}"))
                .isEqualTo(new ClientFrame.Hello(Optional.of(new Position(7, 8))));
    }

    @Test
    void writesWhatIsAbsentAsNothing() {
        assertThat(RoomCodec.encode(new RoomMessage.Ack("m", Optional.empty())))
                .isEqualTo("{\"type\":\"ack\",\"id\":\"m\"}");
        assertThat(RoomCodec.encode(new RoomMessage.Ack("m", Optional.of(new Position(7, 8)))))
                .isEqualTo("{\"type\":\"ack\",\"id\":\"m\",\"position\":\"7-8\"}");
    }

    @Test
    void readsWhatAnotherInstanceHasWritten() {
        var event = new RoomEvent.Logged(new ParticipantId("A".repeat(16)), "m", TextNode.valueOf("hello"));
        assertThat(RoomCodec.event(RoomCodec.encode(event))).isEqualTo(event);
    }

    @Test
    void writesHalfASurrogatePairSoThatItCanBeSent() {
        var event = new RoomEvent.Logged(new ParticipantId("A".repeat(16)), "m", TextNode.valueOf("half \uD83D"));
        var text = RoomCodec.encode(event);
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(text)).isTrue();
        assertThat(RoomCodec.event(text)).isEqualTo(event);
    }
}
