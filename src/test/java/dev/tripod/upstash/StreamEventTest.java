package dev.tripod.upstash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamEventTest {
    @Test
    void splitsAtTheFirstTwoCommas() {
        assertThat(StreamEvent.parse("data: subscribe,chat,1")).hasValue(new StreamEvent.Subscribed("chat"));
        assertThat(StreamEvent.parse("data: message,chat,how, are you, today?"))
                .hasValue(new StreamEvent.Message("chat", "how, are you, today?"));
        assertThat(StreamEvent.parse("data: message,chat,")).hasValue(new StreamEvent.Message("chat", ""));
        assertThat(StreamEvent.parse("data:message,chat,x")).hasValue(new StreamEvent.Message("chat", "x"));
    }

    @Test
    void readsEventsOfPatterns() {
        assertThat(StreamEvent.parse("data: psubscribe,user:*,1")).hasValue(new StreamEvent.Subscribed("user:*"));
        assertThat(StreamEvent.parse("data: pmessage,user:*,user:1,a,b"))
                .hasValue(new StreamEvent.Message("user:1", "a,b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ": keep-alive",
                "event: x",
                "data: ",
                "data: message,chat",
                "data: pmessage,a,b",
                "id: 1"
            })
    void ignoresWhatIsNoEvent(String line) {
        assertThat(StreamEvent.parse(line)).isEmpty();
    }

    @Test
    void joinsLinesWhereverTheyWereSplit() {
        var text = "data: message,chat,grüße 漢\r\n\r\n: ping\ndata: x\r".getBytes(UTF_8);
        for (var size = 1; size <= text.length; size++) {
            var lines = new ArrayList<String>();
            var reader = new LineReader(100);
            for (var begin = 0; begin < text.length; begin += size) {
                reader.read(ByteBuffer.wrap(text, begin, Math.min(size, text.length - begin)), lines::add);
            }
            assertThat(lines).isEqualTo(List.of("data: message,chat,grüße 漢", ": ping", "data: x"));
        }
    }

    @Test
    void refusesALineThatNeverEnds() {
        var reader = new LineReader(10);
        reader.read(ByteBuffer.wrap(new byte[10]), line -> {});
        assertThatThrownBy(() -> reader.read(ByteBuffer.wrap(new byte[1]), line -> {}))
                .isInstanceOf(UpstashException.class);
    }
}
