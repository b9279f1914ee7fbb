package dev.tripod.testing;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** A right to be in a room: the room and the session that holds it. */
public record RoomSeat(String room, String cookie) {
    /**
     * Makes a room on a server and lets so many in: its owner, who is the first of them, and viewers by pairings. A
     * session may offer ten of those a minute, hence each room has an owner of its own.
     */
    public static List<RoomSeat> inNewRoom(URI server, int participants) {
        var owner = new Browser(server);
        expect(201, owner.post("/api/sessions", "{\"name\":\"Desk\"}", "X-Forwarded-For", someAddress()));
        var created = expect(201, owner.post("/api/rooms", "{}", "X-Forwarded-For", someAddress()));
        var room = created.json().path("id").asText();
        var seats = new ArrayList<>(List.of(new RoomSeat(room, owner.cookieHeader())));
        while (seats.size() < participants) {
            seats.add(new RoomSeat(room, viewer(server, owner, room, "Viewer " + seats.size())));
        }
        return seats;
    }

    private static String viewer(URI server, Browser owner, String room, String name) {
        var wish = "{\"room\":\"%s\",\"role\":\"viewer\"}".formatted(room);
        var link = expect(201, owner.post("/api/pairings", wish)).json().path("link");
        var viewer = new Browser(server);
        var claim = "{\"token\":\"%s\",\"claimId\":\"%s\",\"name\":\"%s\"}"
                .formatted(link.asText().replaceFirst(".*#v1\\.", ""), UUID.randomUUID(), name);
        expect(200, viewer.post("/api/pairings/claim", claim, "X-Forwarded-For", someAddress()));
        return viewer.cookieHeader();
    }

    private static Browser.Answer expect(int status, Browser.Answer answer) {
        if (answer.status() != status) {
            throw new AssertionError(answer.status() + " " + answer.text());
        }
        return answer;
    }

    /** So that limits by address, which believe one proxy, take nobody for somebody else. */
    private static String someAddress() {
        var random = ThreadLocalRandom.current();
        return "10.%d.%d.%d".formatted(random.nextInt(256), random.nextInt(256), random.nextInt(1, 255));
    }
}
