package dev.tripod.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tripod.testing.ApiClient;
import dev.tripod.testing.LogCapture;
import dev.tripod.testing.RoomSocket;
import dev.tripod.testing.TripodServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sockets that are lost and come back, over real ones. */
class ResumeTest {
    private static TripodServer server;
    private static Rooms rooms;

    @BeforeAll
    static void start() {
        server = TripodServer.start();
        rooms = new Rooms(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** A client as the protocol wants it: keeps its position, and sends again what was not acknowledged. */
    private static final class Member {
        final ApiClient client;
        final String room;
        final List<String> seen = new ArrayList<>();
        RoomSocket socket;
        String position = "";
        private String unanswered = "";

        Member(ApiClient client, String room) {
            this.client = client;
            this.room = room;
            socket = rooms.open(client, room);
            note(socket.hello());
        }

        private void note(JsonNode frame) {
            var type = frame.path("type").asText();
            if (type.equals("message")) {
                seen.add(frame.path("id").asText());
            }
            if (type.equals("message") || type.equals("welcome")) { // an acknowledgement may overtake messages
                position = frame.path("position").asText();
            }
        }

        /** Sends without waiting for the acknowledgement. */
        void send(String id) {
            unanswered = id;
            socket.send("log", id, "x");
        }

        void settle() {
            socket.rest().forEach(this::note);
        }

        void cutAndComeBack() {
            socket.cut();
            socket = rooms.open(client, room);
            var welcome = socket.hello(position);
            assertThat(welcome.path("recovered").asBoolean()).isTrue();
            note(welcome);
            if (!unanswered.isEmpty()) {
                socket.send("log", unanswered, "x");
            }
            settle();
        }
    }

    @Test
    void losesAndRepeatsNothingWhateverIsCut() {
        var seed = System.nanoTime();
        System.err.println("Cuts at random, seed " + seed);
        var random = new Random(seed);
        var owner = rooms.person("Desk");
        var room = Rooms.create(owner);
        var members = List.of(
                new Member(owner, room),
                new Member(rooms.invited(owner, room, "viewer", "Vera"), room),
                new Member(rooms.invited(owner, room, "viewer", "Otto"), room));
        for (var step = 0; step < 150; step++) {
            var who = random.nextInt(members.size());
            members.get(who).send(who + "/" + step);
            if (random.nextInt(4) == 0) {
                members.get(random.nextInt(members.size())).cutAndComeBack();
            }
            if (random.nextInt(10) == 0) {
                members.forEach(Member::settle);
            }
        }
        members.forEach(Member::cutAndComeBack);
        members.forEach(Member::settle);

        var first = members.get(0).seen;
        for (var who = 0; who < members.size(); who++) {
            var seen = members.get(who).seen;
            var own = who + "/";
            assertThat(seen).as("seed " + seed).doesNotHaveDuplicates().noneMatch(id -> id.startsWith(own));
            assertThat(without(seen, "0/")).as("seed " + seed).isEqualTo(without(first, own));
        }
        assertThat(members.get(1).seen).filteredOn(id -> id.startsWith("0/")).isNotEmpty();
        assertThat(without(members.get(1).seen, "2/")).isEqualTo(without(members.get(2).seen, "1/"));
    }

    private static List<String> without(List<String> ids, String start) {
        return ids.stream().filter(id -> !id.startsWith(start)).toList();
    }

    @Test
    void logsNothingOfWhatIsSaid() {
        try (var log = LogCapture.ofAll().finest()) {
            var owner = rooms.person("Desk");
            var socket = rooms.enter(owner, Rooms.create(owner));
            socket.send("log", "m1", "s3cret").say("{s3cret").say("{\"type\":\"s3cret\"}");
            socket.sayBinary("s3cret".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            assertThat(socket.rest()).hasSize(4);
            socket.say("x".repeat(70_000) + "s3cret");
            assertThat(socket.closeCode()).isEqualTo(1009);
            assertThat(log.entries())
                    .isNotEmpty()
                    .extracting(new SimpleFormatter()::format)
                    .allSatisfy(line -> assertThat(line).doesNotContain("s3cret"));
        }
    }
}
