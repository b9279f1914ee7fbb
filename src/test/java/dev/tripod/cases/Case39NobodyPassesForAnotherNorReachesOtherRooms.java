package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.RoomSocket;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

@Case(39)
class Case39NobodyPassesForAnotherNorReachesOtherRooms {
    private final Instances both;
    private final Studio studio;
    private final Studio foreign;

    Case39NobodyPassesForAnotherNorReachesOtherRooms(Instances both) {
        this.both = both;
        this.studio = Studio.at(both.a());
        this.foreign = Studio.at(both.b());
    }

    @Test
    void foreignAndUnknownRoomsEndAlike() throws Exception {
        for (var server : List.of(both.a(), both.b())) {
            var ends = new HashSet<RawSocket.End>();
            for (var room : List.of(foreign.room(), "A".repeat(22), "short")) {
                try (var socket = new RawSocket(server, studio.desktop(), room, "192.0.2.39")) {
                    assertThat(socket.status()).isEqualTo(101);
                    ends.add(socket.end());
                }
            }
            assertThat(ends).hasSize(1).allSatisfy(end -> assertThat(end.code()).isEqualTo(4404));
        }
    }

    @Test
    void theServersValuesAreDeliveredAndNotTheSenders() {
        var desk = studio.enter(both.a(), studio.desktop());
        var vera = RoomSocket.open(both.b(), studio.guest(both.b(), "viewer"), studio.room());
        var id = Studio.self(vera.hello());
        vera.say("{\"type\":\"send\",\"id\":\"m\",\"kind\":\"log\",\"data\":1,\"from\":\"AAAAAAAAAAAAAAAA\","
                + "\"role\":\"desktop\",\"room\":\"%s\",\"position\":\"9-9\"}".formatted(foreign.room()));
        vera.say("{\"type\":\"state\",\"state\":{\"a\":1},\"from\":\"x\","
                + "\"participant\":{\"id\":\"AAAAAAAAAAAAAAAA\",\"name\":\"Root\",\"role\":\"desktop\"}}");

        var message = desk.next("message");
        assertThat(message.path("from").asText()).isEqualTo(id);
        assertThat(message.path("position")).isEqualTo(vera.next("ack").path("position"));
        assertThat(message.path("position").asText()).isNotEqualTo("9-9");
        assertThat(message.has("role") || message.has("room")).isFalse();
        var participant = desk.next("state").path("participant");
        assertThat(participant.path("id").asText()).isEqualTo(id);
        assertThat(participant.path("name").asText()).isEqualTo("Pixel");
        assertThat(participant.path("role").asText()).isEqualTo("viewer");
        desk.close();
        vera.close();
    }

    @Test
    void signalsToOtherRoomsAreRefused() {
        var desk = studio.enter(both.a(), studio.desktop());
        var strangers = List.of(
                RoomSocket.open(both.b(), foreign.desktop(), foreign.room()),
                RoomSocket.open(both.a(), foreign.guest(both.a(), "viewer"), foreign.room()));
        for (var stranger : strangers) {
            var id = Studio.self(stranger.hello());
            desk.sendTo(id, "signal", "s-" + id, "case39").sendTo(id, "ephemeral", "e", "case39");
            var error = desk.next("error");
            assertThat(error.path("code").asText()).isEqualTo("undelivered");
            assertThat(error.path("id").asText()).isEqualTo("s-" + id);
        }
        for (var stranger : strangers) {
            assertThat(stranger.rest()).noneMatch(frame -> frame.toString().contains("case39"));
            stranger.close();
        }
        desk.close();
    }
}
