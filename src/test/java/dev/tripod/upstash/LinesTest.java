package dev.tripod.upstash;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LinesTest {
    private final Lines lines = new Lines();

    @Test
    void putsDifferentCallersIntoOneRequest() {
        add("a", "GET", "1");
        add("b", "GET", "2");
        assertThat(takenKeys()).containsExactly("1", "2");
        assertThat(lines.take()).isEmpty();
        assertThat(lines.waiting()).isZero();
    }

    @Test
    void keepsACallersOrderWithinARequest() {
        IntStream.range(0, 10).forEach(i -> add("a", "GET", String.valueOf(i)));
        assertThat(takenKeys()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    }

    @Test
    void letsACallerWaitForItsRequestUnderWay() {
        add("a", "GET", "1");
        var first = lines.take().orElseThrow();
        add("a", "GET", "2");
        add("b", "GET", "3");
        assertThat(takenKeys()).containsExactly("3");
        lines.release(first.calls());
        assertThat(takenKeys()).containsExactly("2");
    }

    @Test
    void putsWhatIsTriedAgainBeforeWhatCameLater() {
        add("a", "GET", "1");
        add("a", "GET", "2");
        var first = lines.take().orElseThrow();
        add("a", "GET", "3");
        lines.again(first.calls());
        assertThat(takenKeys()).containsExactly("1", "2", "3");
    }

    @Test
    void splitsAtAThousandCommands() {
        IntStream.range(0, 1500).forEach(i -> add("c" + i, "GET", String.valueOf(i)));
        assertThat(takenKeys()).hasSize(1000);
        assertThat(takenKeys()).hasSize(500);
    }

    @Test
    void splitsByEncodedSize() {
        IntStream.range(0, 5).forEach(i -> add("c" + i, "SET", "\u0001".repeat(250_000)));
        assertThat(takenKeys()).hasSize(2);
    }

    @Test
    void sendsTransactionsAlone() {
        add("a", "GET", "1");
        lines.add(call("b", List.of(Command.of("GET", "2"), Command.of("GET", "3")), true));
        add("c", "GET", "4");
        assertThat(takenKeys()).containsExactly("1", "4");
        assertThat(takenKeys()).containsExactly("2", "3");
    }

    @Test
    void dropsWhatNobodyWaitsForAnyMore() {
        add("a", "GET", "1").promise().cancel(false);
        add("a", "GET", "2");
        assertThat(takenKeys()).containsExactly("2");
        add("b", "GET", "3").promise().cancel(false);
        assertThat(lines.take()).isEmpty();
        assertThat(lines.waiting()).isZero();
    }

    @Test
    void givesUpAllThatWait() {
        add("a", "GET", "1");
        var underWay = lines.take().orElseThrow();
        var second = add("a", "GET", "2");
        var third = add("b", "GET", "3");
        assertThat(lines.drain()).containsExactlyInAnyOrder(second, third);
        lines.release(underWay.calls());
        assertThat(lines.take()).isEmpty();
    }

    private List<String> takenKeys() {
        return lines.take().orElseThrow().commands().stream()
                .map(command -> new String(command.words().get(1), java.nio.charset.StandardCharsets.UTF_8))
                .toList();
    }

    private Call add(String caller, String name, String key) {
        var call = call(caller, List.of(Command.of(name, key)), false);
        lines.add(call);
        return call;
    }

    private static Call call(String caller, List<Command> commands, boolean atomic) {
        return new Call(commands, Encoded.of(commands, atomic), caller, Instant.MAX, 1 << 20);
    }
}
