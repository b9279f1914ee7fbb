package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tripod.testing.Browser;
import dev.tripod.testing.Guests;
import dev.tripod.testing.RoomSocket;
import java.net.URI;
import java.util.List;
import java.util.stream.StreamSupport;

/** A desktop with a room of its own, and whom it lets in. */
record Studio(Browser desktop, String room) {
    /** Somebody new with a new room. */
    static Studio at(URI server) {
        var desktop = Instances.GUESTS.person(server);
        var made = desktop.post("/api/rooms", "{\"name\":\"Studio\"}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return new Studio(desktop, made.json().path("id").asText());
    }

    /** Has the desktop show a pairing for a role in its room. */
    Guests.Shown show(String role) {
        return Instances.GUESTS.show(desktop, wish(role));
    }

    /** What the desktop sends to offer a role in its room. */
    String wish(String role) {
        return "{\"room\":\"%s\",\"role\":\"%s\"}".formatted(room, role);
    }

    /** A phone that has claimed a role in the room through an instance. */
    Browser guest(URI server, String role) {
        return Instances.GUESTS.phone(server, "token", show(role).token());
    }

    /** A guest, or the desktop, in the room by a socket of that instance. */
    RoomSocket enter(URI server, Browser who) {
        return RoomSocket.enter(server, who, room);
    }

    /** The names of those whom an instance shows in this role. */
    List<String> shownBy(URI server, String role) {
        var shown = desktop.at(server).get("/api/rooms/" + room);
        assertThat(shown.status()).as(shown.text()).isEqualTo(200);
        return StreamSupport.stream(shown.json().path("participants").spliterator(), false)
                .filter(participant -> participant.path("role").asText().equals(role))
                .map(participant -> participant.path("name").asText())
                .toList();
    }

    static String type(JsonNode frame) {
        return frame.path("type").asText();
    }

    static String self(JsonNode welcome) {
        return welcome.path("self").path("id").asText();
    }
}
