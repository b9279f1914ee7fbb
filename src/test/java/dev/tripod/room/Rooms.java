package dev.tripod.room;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tripod.session.RandomIds;
import dev.tripod.testing.ApiClient;
import dev.tripod.testing.RoomSocket;
import dev.tripod.testing.TripodServer;
import java.util.function.BooleanSupplier;

/** People and rooms on a running server, in one line each. */
record Rooms(TripodServer server) {
    /** Somebody with a session and a name. */
    ApiClient person(String name) {
        var person = new ApiClient(server);
        person.post("/api/sessions", "{\"name\":\"" + name + "\"}");
        return person;
    }

    /** Makes a room and answers its id. */
    static String create(ApiClient owner) {
        return owner.post("/api/rooms", "{\"name\":\"Studio\"}")
                .json()
                .path("id")
                .asText();
    }

    /** Somebody whom the owner has let in by a pairing. */
    ApiClient invited(ApiClient owner, String room, String role, String name) {
        return invite(owner, room, role, new ApiClient(server), name);
    }

    /** Lets a client in by a pairing. */
    static ApiClient invite(ApiClient owner, String room, String role, ApiClient guest, String name) {
        var offer = owner.post("/api/pairings", "{\"room\":\"%s\",\"role\":\"%s\"}".formatted(room, role));
        var token = offer.json().path("link").asText().replaceFirst(".*#v1\\.", "");
        var claim = guest.post(
                "/api/pairings/claim",
                "{\"token\":\"%s\",\"claimId\":\"%s\",\"name\":\"%s\"}"
                        .formatted(token, RandomIds.base64url(16), name));
        if (claim.status() != 200) {
            throw new AssertionError(claim.body());
        }
        return guest;
    }

    RoomSocket enter(ApiClient client, String room) {
        return RoomSocket.enter(server, client, room);
    }

    RoomSocket open(ApiClient client, String room) {
        return RoomSocket.open(server, client, room);
    }

    static String self(JsonNode welcome) {
        return welcome.path("self").path("id").asText();
    }

    RoomRegistry registry() {
        return server.bean(RoomRegistry.class);
    }

    /** Waits until something holds that happens in threads of the server. */
    static void await(String what, BooleanSupplier holds) {
        var until = System.nanoTime() + 20_000_000_000L;
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > until) {
                throw new AssertionError("Never came true: " + what);
            }
            Thread.onSpinWait();
            java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
        }
    }
}
