package dev.tripod.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.RoomSocket;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What sockets carry, on one instance and between two. */
class MessagesOnServer extends OnServer {
    @Test
    void deliversMessagesOverBothInstancesInOneOrder() {
        var desk = desk();
        var room = room(desk);
        var shown = GUESTS.show(desk, "{\"room\":\"%s\"}".formatted(room));
        var phone = GUESTS.phone(b, "token", shown.token());
        var onA = RoomSocket.enter(a, desk, room);
        var onB = RoomSocket.enter(b, phone, room);
        onA.next("joined");
        IntStream.range(0, 30).forEach(i -> onA.send("log", "m" + i, "täglich ✓ " + i));
        for (var i = 0; i < 30; i++) {
            var message = onB.next("message");
            assertThat(message.path("id").asText()).isEqualTo("m" + i);
            assertThat(message.path("data").asText()).isEqualTo("täglich ✓ " + i);
            assertThat(onA.next("ack").path("id").asText()).isEqualTo("m" + i);
        }
        onB.close();
        assertThat(onA.next("left").path("reason").asText()).isEqualTo("goodbye");
        onA.close();
    }

    @Test
    void handsASignalOverAndResumesWhatWasMissed() {
        var desk = desk();
        var room = room(desk);
        var shown = GUESTS.show(desk, "{\"room\":\"%s\"}".formatted(room));
        var phone = GUESTS.phone(a, "token", shown.token());
        var first = RoomSocket.open(a, desk, room);
        var welcome = first.hello();
        var other = RoomSocket.enter(a, phone, room);
        other.sendTo(welcome.path("self").path("id").asText(), "signal", "s1", "offer");
        assertThat(first.next("message").path("kind").asText()).isEqualTo("signal");
        assertThat(other.next("ack").path("id").asText()).isEqualTo("s1");
        first.cut();
        other.send("log", "m1", "missed");
        other.next("ack");
        var again = RoomSocket.open(b, desk, room);
        assertThat(again.hello(welcome.path("position").asText())
                        .path("recovered")
                        .asBoolean())
                .isTrue();
        assertThat(again.next("message").path("id").asText()).isEqualTo("m1");
        again.close();
        other.close();
    }

    @Test
    void deliversABurstInOrderThroughOneSocket() {
        var desk = desk();
        var room = room(desk);
        var shown = GUESTS.show(desk, "{\"room\":\"%s\"}".formatted(room));
        var reader = RoomSocket.enter(a, GUESTS.phone(a, "token", shown.token()), room);
        var sender = RoomSocket.enter(a, desk, room);
        for (var burst = 0; burst < 4; burst++) {
            var from = burst * 25;
            IntStream.range(from, from + 25).forEach(i -> sender.send("log", "m" + i, "x".repeat(2_000)));
            IntStream.range(from, from + 25)
                    .forEach(i -> assertThat(reader.next("message").path("id").asText())
                            .isEqualTo("m" + i));
        }
        reader.close();
        sender.close();
    }
}
