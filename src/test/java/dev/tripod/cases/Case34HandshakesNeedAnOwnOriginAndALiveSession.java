package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.RoomSocket;
import dev.tripod.testing.Timings;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On other servers, Jetty among them, {@code dev.tripod.servers.SocketsOnServer} asks the same. */
@Case(34)
class Case34HandshakesNeedAnOwnOriginAndALiveSession {
    private final Instances both;
    private final Studio studio;

    Case34HandshakesNeedAnOwnOriginAndALiveSession(Instances both) {
        this.both = both;
        this.studio = Studio.at(both.a());
    }

    @BeforeEach
    void theRightOneIsLetIn() {
        for (var server : List.of(both.a(), both.b())) {
            studio.enter(server, studio.desktop()).close();
        }
    }

    private int refusal(URI server, String query, String cookie, String origin) {
        return RoomSocket.refusal(server, "/ws/rooms/" + studio.room() + query, cookie, origin)
                .statusCode();
    }

    @Test
    void foreignNullAndMissingOriginsAreRefusedBeforeTheEndpointRuns() {
        var cookie = studio.desktop().cookieHeader();
        for (var server : List.of(both.a(), both.b())) {
            var own = server.toString();
            for (var origin : List.of(
                    "https://evil.example",
                    "null",
                    "",
                    own + "0",
                    own + ".evil.example",
                    own.replace("http:", "https:"),
                    own.replace("localhost", "evil-localhost"))) {
                // Until there is nothing else to ask of the store meanwhile: the endpoint would look for the room.
                Timings.until(() -> {
                    var before = both.store().commands();
                    assertThat(refusal(server, "", cookie, origin))
                            .as("origin '" + origin + "'")
                            .isEqualTo(403);
                    return both.store().commands().since(before).total() == 0;
                });
            }
        }
    }

    @Test
    void withoutALiveSessionTheAnswerIs401() {
        var ended = studio.guest(both.a(), "viewer");
        var cookie = ended.cookieHeader();
        assertThat(ended.delete("/api/sessions/current").status()).isEqualTo(204);
        for (var server : List.of(both.a(), both.b())) {
            for (var dead : List.of("", "sid=", "sid=short", "sid=" + "A".repeat(43))) {
                assertThat(refusal(server, "", dead, server.toString()))
                        .as(dead)
                        .isEqualTo(401);
            }
            Timings.until(() -> refusal(server, "", cookie, server.toString()) == 401);
        }
    }

    @Test
    void credentialsInTheQueryAreRefused() {
        var cookie = studio.desktop().cookieHeader();
        var secret = cookie.split("=", 2)[1];
        for (var server : List.of(both.a(), both.b())) {
            for (var query : List.of("?" + cookie, "?sid=" + secret, "?token=" + secret, "?access_token=x")) {
                assertThat(refusal(server, query, "", server.toString())).isEqualTo(401);
                assertThat(refusal(server, query, cookie, server.toString())).isEqualTo(401);
            }
        }
    }
}
