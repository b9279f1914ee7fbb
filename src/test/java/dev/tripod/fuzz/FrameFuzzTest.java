package dev.tripod.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.ApiClient;
import dev.tripod.testing.RoomSocket;
import dev.tripod.testing.TripodServer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Every frame of a room's socket. */
class FrameFuzzTest {
    private static final List<String> NAMES = List.of(
            "type",
            "hello",
            "send",
            "ping",
            "welcome",
            "leave",
            "signal",
            "position",
            "id",
            "kind",
            "log",
            "ephemeral",
            "data",
            "to",
            "from",
            "role",
            "room",
            "offer",
            "answer",
            "candidate");
    /** Too much, too fast, not in this form, or not text. */
    private static final Set<Integer> REFUSALS = Set.of(1007, 1009, 4400, 4429);

    private static TripodServer server;
    private static ApiClient person;
    private static String room;
    private static RoomSocket witness;

    @BeforeContainer
    static void start() {
        server = TripodServer.start();
        person = new ApiClient(server);
        person.post("/api/sessions", "{}");
        room = person.post("/api/rooms", "{}").json().path("id").asText();
        var other = new ApiClient(server);
        other.post("/api/sessions", "{}");
        var offer = person.post("/api/pairings", "{\"room\":\"%s\",\"role\":\"viewer\"}".formatted(room))
                .json();
        var token = offer.path("link").asText().replaceFirst(".*#v1\\.", "");
        var claim = other.post(
                "/api/pairings/claim", "{\"token\":\"%s\",\"claimId\":\"%s\"}".formatted(token, "a".repeat(22)));
        assertThat(claim.status()).as(claim.body()).isEqualTo(200);
        witness = RoomSocket.enter(server, other, room);
    }

    @AfterContainer
    static void stop() {
        witness.close();
        server.close();
    }

    @Provide
    Arbitrary<List<String>> conversations() {
        var likely = Arbitraries.of("send", "ping", "signal", "leave", "hello").flatMap(type -> Hostile.json(NAMES)
                .map(rest -> "{\"type\":\"" + type + "\"" + (rest.startsWith("{\"") ? "," + rest.substring(1) : "}")));
        return Arbitraries.oneOf(likely, Hostile.json(NAMES))
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }

    @Property(tries = 200, seed = "20261127")
    void aFrameOfAnyFormIsAnsweredOrRefusedAndTroublesNobodyElse(@ForAll("conversations") List<String> frames) {
        var socket = RoomSocket.enter(server, person, room);
        try {
            frames.forEach(socket::say);
            socket.rest();
            socket.close();
        } catch (AssertionError e) {
            if (e.getCause() instanceof ExecutionException) {
                socket.cut(); // the client's own encoder gave up
            } else {
                assertThat(socket.closeCode()).as("instead of an answer").isIn(REFUSALS);
            }
        }
        assertThat(witness.rest())
                .as("what others see")
                .noneMatch(frame -> frame.path("type").asText().equals("error"));
    }
}
