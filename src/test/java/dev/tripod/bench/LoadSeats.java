package dev.tripod.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tripod.testing.Browser;
import dev.tripod.testing.ServerProcess;
import dev.tripod.testing.upstash.UpstashServer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Who takes part in a load, spread evenly over rooms and servers. Grants of Tripod's rooms are written into the store:
 * by pairings it would be ten a minute, and no more than 64 in a room.
 */
record LoadSeats(UpstashServer store) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One socket to be: where it connects, its room, and the session that holds the right to be there. */
    record Seat(String server, String room, String cookie) {}

    static List<Seat> onSocketIo(List<ServerProcess> servers, int sockets, int rooms) {
        return IntStream.range(0, sockets)
                .mapToObj(number -> new Seat(server(servers, number, rooms), "room-" + number % rooms, ""))
                .toList();
    }

    private static String server(List<ServerProcess> servers, int number, int rooms) {
        return servers.get(number / rooms % servers.size()).uri().toString();
    }

    List<Seat> onTripod(List<ServerProcess> servers, int sockets, int rooms) throws JsonProcessingException {
        var seats = new ArrayList<Seat>();
        for (var room = 0; room < rooms; room++) {
            var owner = new Browser(servers.get(0).uri());
            start(owner);
            var made = owner.post("/api/rooms", "{}").json().path("id").asText();
            var id = UUID.randomUUID().toString().replace("-", "").substring(0, 22);
            var guests = new ArrayList<String>();
            for (var number = room; number < sockets; number += rooms) {
                var guest = new Browser(servers.get(0).uri());
                guests.add(start(guest).path("id").asText());
                seats.add(new Seat(server(servers, number, rooms), id, guest.cookieHeader()));
            }
            admit(made, id, guests);
        }
        return seats;
    }

    private static JsonNode start(Browser browser) {
        var address = "10.2." + (System.nanoTime() & 0xff) + "." + (System.nanoTime() >> 8 & 0xff);
        var answer = browser.post("/api/sessions", "{}", "X-Forwarded-For", address);
        if (answer.status() != 201) {
            throw new IllegalStateException(answer.status() + " " + answer.text());
        }
        return answer.json();
    }

    /** Writes another room like one that was made, since no instance has a copy of it yet. */
    private void admit(String made, String room, List<String> sessions) throws JsonProcessingException {
        var stored = (ObjectNode) JSON.readTree(store.redis().get("tripod:c:rooms:" + made));
        stored.putObject("id").put("value", room);
        var grants = (ArrayNode) stored.path("grants");
        for (var session : sessions) {
            var grant = grants.addObject().put("role", "viewer").put("name", "Viewer");
            grant.putObject("participant").put("value", randomId());
            grant.putObject("session").put("value", session);
        }
        store.redis().setex("tripod:c:rooms:" + room, 24 * 60 * 60, stored.toString());
    }

    private static String randomId() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    }
}
