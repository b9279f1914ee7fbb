package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

/** On every server failures come to {@code dev.tripod.room.RoomEndpoint}, which ends the socket itself. */
@Case(40)
class Case40AFailureInAHandlerEndsTheSocketWithoutDetails {
    @Test
    void aRoomThatCannotBeReadIs1011AndNoMore(Instances both) {
        ends(both, both.a(), both.b());
        ends(both, both.b(), both.a());
    }

    /** Spoils a room that was made through the one instance, and of which the other has no copy. */
    private static void ends(Instances both, URI maker, URI server) {
        var studio = Studio.at(maker);
        var key = both.store().redis().keys("tripod:*" + studio.room() + "*").stream()
                .findFirst()
                .orElseThrow();
        both.store().redis().del(key);
        both.store().redis().lpush(key, "no room");
        both.store().redis().expire(key, 60);
        try (var socket = new RawSocket(server, studio.desktop(), studio.room(), "192.0.2.40")) {
            assertThat(socket.status()).isEqualTo(101);
            assertThat(socket.end()).isEqualTo(new RawSocket.End(1011, ""));
        } finally {
            both.store().redis().del(key);
        }
    }
}
