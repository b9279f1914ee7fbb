package dev.tripod.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tripod.testing.ApiClient;
import dev.tripod.testing.RoomSocket;
import dev.tripod.testing.TripodServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes over the sockets of a room when all is well, and what the server thinks of frames that are not. */
class RoomSocketTest {
    private static TripodServer server;
    private static Rooms rooms;

    private ApiClient owner;
    private String room;

    @BeforeAll
    static void start() {
        server = TripodServer.start();
        rooms = new Rooms(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void makeRoom() {
        owner = rooms.person("Desk");
        room = Rooms.create(owner);
    }

    private RoomSocket viewer() {
        return rooms.enter(rooms.invited(owner, room, "viewer", "Vera"), room);
    }

    @Test
    void welcomesWithTheRoomAndWhoIsThere() {
        var welcome = rooms.open(owner, room).hello();

        assertThat(welcome.path("room").path("id").asText()).isEqualTo(room);
        assertThat(welcome.path("room").path("name").asText()).isEqualTo("Studio");
        assertThat(welcome.path("self").path("name").asText()).isEqualTo("Desk");
        assertThat(welcome.path("self").path("role").asText()).isEqualTo("desktop");
        assertThat(welcome.path("participants")).containsExactly(welcome.path("self"));
        assertThat(welcome.path("position").asText()).matches("\\d+-\\d+");
        assertThat(welcome.path("recovered").asBoolean(true)).isFalse();
    }

    @Test
    void tellsWhoJoinsAndWhoSaysGoodbye() {
        var desk = rooms.enter(owner, room);
        var vera = viewer();
        var joined = desk.next("joined").path("participant");
        vera.close();
        var left = desk.next("left");

        assertThat(joined.path("name").asText()).isEqualTo("Vera");
        assertThat(joined.path("role").asText()).isEqualTo("viewer");
        assertThat(joined.path("state")).isEmpty();
        assertThat(left.path("participant")).isEqualTo(joined);
        assertThat(left.path("reason").asText()).isEqualTo("goodbye");
    }

    @Test
    void deliversLogMessagesToAllOthersAndAcknowledgesThem() {
        var desk = rooms.enter(owner, room);
        var vera = viewer();
        var veraId = desk.next("joined").path("participant").path("id");
        vera.send("log", "m1", "hello");
        var ack = vera.next("ack");
        var message = desk.next("message");

        assertThat(ack.path("id").asText()).isEqualTo("m1");
        assertThat(message.path("position")).isEqualTo(ack.path("position"));
        assertThat(message.path("from")).isEqualTo(veraId);
        assertThat(message.path("kind").asText()).isEqualTo("log");
        assertThat(message.path("data").asText()).isEqualTo("hello");
        assertThat(vera.rest()).isEmpty();
    }

    @Test
    void neverDeliversAMessageTwiceThatIsSentTwice() {
        var desk = rooms.enter(owner, room);
        var vera = viewer();
        vera.send("log", "m1", "hello").send("log", "m1", "hello");
        var first = vera.next("ack");
        var second = vera.next("ack");

        assertThat(second).isEqualTo(first);
        assertThat(desk.rest())
                .filteredOn(frame -> type(frame).equals("message"))
                .hasSize(1);
    }

    @Test
    void deliversSignalsToOneAndAcknowledgesThem() {
        var desk = rooms.enter(owner, room);
        var vera = viewer();
        var otto = viewer();
        var veraId = desk.next("joined").path("participant").path("id").asText();
        desk.sendTo(veraId, "signal", "s1", "offer");

        assertThat(vera.next("message").path("kind").asText()).isEqualTo("signal");
        assertThat(desk.next("ack").path("id").asText()).isEqualTo("s1");
        assertThat(otto.rest()).isEmpty();
    }

    @Test
    void deliversEphemeralsToAllOrOneWithoutAnAnswer() {
        var desk = rooms.enter(owner, room);
        var vera = viewer();
        var otto = viewer();
        var veraId = desk.next("joined").path("participant").path("id").asText();
        desk.next("joined");
        vera.next("joined");
        desk.send("ephemeral", "e1", "all").sendTo(veraId, "ephemeral", "e2", "one");

        assertThat(vera.next("message").path("data").asText()).isEqualTo("all");
        assertThat(vera.next("message").path("data").asText()).isEqualTo("one");
        assertThat(otto.next("message").path("data").asText()).isEqualTo("all");
        assertThat(otto.rest()).isEmpty();
        assertThat(desk.rest()).extracting(RoomSocketTest::type).containsOnly("pairing");
    }

    @Test
    void tellsTheSenderOfASignalThatNobodyIsThereToTake() {
        var desk = rooms.enter(owner, room);
        var foreign = rooms.person("Else");
        var elsewhere = Rooms.self(rooms.open(foreign, Rooms.create(foreign)).hello());
        desk.sendTo(elsewhere, "signal", "s1", "offer").sendTo(elsewhere, "ephemeral", "e1", "x");
        var error = desk.next("error");

        assertThat(error.path("code").asText()).isEqualTo("undelivered");
        assertThat(error.path("id").asText()).isEqualTo("s1");
        assertThat(desk.rest()).isEmpty();
    }

    @Test
    void keepsTheStateAndTellsItToAll() {
        var desk = rooms.enter(owner, room);
        var camera = rooms.invited(owner, room, "camera", "Pixel");
        var pixel = rooms.enter(camera, room);
        pixel.say("{\"type\":\"state\",\"state\":{\"camera\":\"live\"}}");
        var state = desk.next("state").path("participant").path("state");
        var shown = owner.get("/api/rooms/" + room).json().path("participants");
        pixel.cut();
        var welcome = rooms.open(camera, room).hello();

        assertThat(state.path("camera").asText()).isEqualTo("live");
        assertThat(shown.findValue("camera").asText()).isEqualTo("live");
        assertThat(welcome.path("self").path("state")).isEqualTo(state);
        assertThat(desk.rest()).extracting(RoomSocketTest::type).doesNotContain("left");
    }

    @Test
    void answersPings() {
        assertThat(rooms.enter(owner, room).rest()).isEmpty();
    }

    @Test
    void believesNoForgedFields() {
        var desk = rooms.enter(owner, room);
        var vera = viewer();
        var veraId = desk.next("joined").path("participant").path("id");
        vera.say("{\"type\":\"send\",\"id\":\"m\",\"kind\":\"log\",\"data\":1,\"from\":\"AAAAAAAAAAAAAAAA\","
                + "\"role\":\"desktop\",\"room\":\"x\",\"position\":\"9-9\"}");
        vera.say("{\"type\":\"state\",\"state\":{},\"participant\":{\"name\":\"Root\",\"role\":\"desktop\"}}");
        var message = desk.next("message");
        var participant = desk.next("state").path("participant");

        assertThat(message.path("from")).isEqualTo(veraId);
        assertThat(message.path("position")).isEqualTo(vera.next("ack").path("position"));
        assertThat(message.has("role") || message.has("room")).isFalse();
        assertThat(participant.path("name").asText()).isEqualTo("Vera");
        assertThat(participant.path("role").asText()).isEqualTo("viewer");
    }

    @Test
    void carriesAnyJsonAsItIs() {
        var desk = rooms.enter(owner, room);
        var vera = viewer();
        vera.say("{\"type\":\"send\",\"id\":\"1\",\"kind\":\"log\",\"data\":null}")
                .say(
                        "{\"type\":\"send\",\"id\":\"2\",\"kind\":\"log\",\"data\":{\"a\":[1,2.5,true,\"\\u00e9\uD83D\uDE00\"]}}")
                .say("{\"type\":\"send\",\"id\":\"3\",\"kind\":\"log\",\"data\":\"half \\ud83d\"}");

        assertThat(desk.next("message").path("data").isNull()).isTrue();
        assertThat(desk.next("message").path("data")).hasToString("{\"a\":[1,2.5,true,\"\u00e9\uD83D\uDE00\"]}");
        assertThat(desk.next("message").path("data").asText()).isEqualTo("half \uD83D");
    }

    @Test
    void answersBadFramesAndClosesAtTheFifth() {
        var desk = rooms.enter(owner, room);
        desk.say("{").say("{\"type\":\"dance\"}").say("{\"type\":\"send\",\"id\":\"m\"}");
        desk.sayBinary(new byte[] {1, 2, 3});
        var answers = List.of(desk.next("error"), desk.next("error"), desk.next("error"), desk.next("error"));
        desk.say("[]");

        assertThat(answers)
                .extracting(error -> error.path("code").asText())
                .containsExactly("malformed", "unknown-type", "malformed", "malformed");
        assertThat(answers.get(2).path("id").asText()).isEqualTo("m");
        assertThat(desk.next("error").path("code").asText()).isEqualTo("malformed");
        assertThat(desk.closeCode()).isEqualTo(4400);
    }

    @Test
    void wantsOneHelloBeforeAnythingElse() {
        var desk = rooms.open(owner, room);
        desk.send("log", "m1", "early");
        assertThat(desk.next("error").path("code").asText()).isEqualTo("malformed");
        desk.hello();
        desk.say("{\"type\":\"hello\"}");
        assertThat(desk.closeCode()).isEqualTo(4400);
    }

    @Test
    void closesForAFrameThatIsTooBig() {
        var desk = rooms.enter(owner, room);
        desk.say("x".repeat(64 * 1024 + 1));
        assertThat(desk.closeCode()).isEqualTo(1009);
    }

    @Test
    void closesForFragmentsThatAreTooBigTogether() {
        var desk = rooms.enter(owner, room);
        try {
            desk.sayInPieces(java.util.Collections.nCopies(100, "x".repeat(1_024)));
        } catch (AssertionError e) {
            // closed before all of it was sent
        }
        assertThat(desk.closeCode()).isEqualTo(1009);
    }

    @Test
    void countsBytesAndNotCharacters() {
        var desk = rooms.enter(owner, room);
        desk.say("\u00e9".repeat(33 * 1024));
        assertThat(desk.closeCode()).isEqualTo(1009);
    }

    @Test
    void takesAFrameOfTheGreatestSize() {
        var desk = rooms.enter(owner, room);
        var vera = viewer();
        var data = "x".repeat(64 * 1024 - "{'type':'send','id':'m','kind':'log','data':''}".length());
        vera.send("log", "m", data);
        assertThat(desk.next("message").path("data").asText()).isEqualTo(data);
    }

    @Test
    void closesTheOlderOfTwoSocketsOfAParticipant() {
        var older = rooms.enter(owner, room);
        var vera = viewer();
        var newer = rooms.open(owner, room);
        var welcome = newer.hello();

        assertThat(older.closeCode()).isEqualTo(4409);
        assertThat(welcome.path("participants")).hasSize(2);
        assertThat(vera.rest()).isEmpty();
        newer.send("log", "m", "still here");
        assertThat(vera.next("message").path("from").asText()).isEqualTo(Rooms.self(welcome));
    }

    @Test
    void replacesTheCameraByANewerOne() {
        var desk = rooms.enter(owner, room);
        var first = rooms.enter(rooms.invited(owner, room, "camera", "One"), room);
        var second = rooms.invited(owner, room, "camera", "Two");

        assertThat(first.closeCode()).isEqualTo(4409);
        assertThat(desk.next("left").path("reason").asText()).isEqualTo("replaced");
        rooms.enter(second, room);
        assertThat(owner.get("/api/rooms/" + room).json().path("participants").findValuesAsText("role"))
                .containsExactlyInAnyOrder("desktop", "camera");
    }

    @Test
    void doesNotLetAReplacedCameraBackIn() {
        rooms.enter(owner, room);
        var first = rooms.invited(owner, room, "camera", "One");
        rooms.invited(owner, room, "camera", "Two");
        assertThat(rooms.open(first, room).closeCode()).isEqualTo(4404);
    }

    @Test
    void tellsTheOwnerAloneOfAClaim() {
        var desk = rooms.enter(owner, room);
        var vera = viewer();
        desk.next("pairing");
        desk.next("joined");
        rooms.invited(owner, room, "camera", "Pixel");
        var notice = desk.next("pairing");

        assertThat(notice.path("state").asText()).isEqualTo("claimed");
        assertThat(notice.path("participant").asText()).hasSize(16);
        assertThat(vera.rest()).isEmpty();
    }

    @Test
    void removesAtOnceWhomTheOwnerRemoves() {
        var desk = rooms.enter(owner, room);
        var guest = rooms.invited(owner, room, "viewer", "Vera");
        var vera = rooms.open(guest, room);
        var id = Rooms.self(vera.hello());
        var removal = owner.delete("/api/rooms/" + room + "/participants/" + id);

        assertThat(removal.status()).isEqualTo(204);
        assertThat(vera.closeCode()).isEqualTo(4403);
        assertThat(desk.next("left").path("reason").asText()).isEqualTo("removed");
        assertThat(rooms.open(guest, room).closeCode()).isEqualTo(4404);
    }

    @Test
    void removesWhoHasASocketButSaidNoHelloYet() {
        var guest = rooms.invited(owner, room, "viewer", "Vera");
        var before = rooms.open(guest, room);
        var id = Rooms.self(before.hello());
        before.close();
        var waiting = rooms.open(guest, room);
        Rooms.await("the socket is open", () -> rooms.registry().sockets() > 0);
        owner.delete("/api/rooms/" + room + "/participants/" + id);
        waiting.say("{\"type\":\"hello\"}");

        assertThat(waiting.closeCode()).isIn(4403, 4404);
    }

    @Test
    void closesTheSocketsOfAnEndedSession() {
        var desk = rooms.enter(owner, room);
        var guest = rooms.invited(owner, room, "viewer", "Vera");
        var vera = rooms.enter(guest, room);
        guest.delete("/api/sessions/current");

        assertThat(vera.closeCode()).isEqualTo(4401);
        assertThat(desk.next("left").path("reason").asText()).isEqualTo("ended");
    }

    @Test
    void keepsSocketsOverARotation() {
        var desk = rooms.enter(owner, room);
        owner.post("/api/sessions/current/rotation", "");
        assertThat(desk.rest()).isEmpty();
        owner.delete("/api/sessions/current");
        assertThat(desk.closeCode()).isEqualTo(4401);
    }

    @Test
    void knowsNoDifferenceBetweenForeignAndUnknownRooms() {
        var foreign = Rooms.create(rooms.person("Else"));
        assertThat(List.of(foreign, "A".repeat(22), "short"))
                .allSatisfy(id -> assertThat(rooms.open(owner, id).closeCode()).isEqualTo(4404));
    }

    private static String type(JsonNode frame) {
        return frame.path("type").asText();
    }
}
