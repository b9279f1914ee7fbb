package dev.tripod;

import dev.tripod.testing.ApiClient;
import dev.tripod.testing.ManualClock;
import dev.tripod.testing.RoomSocket;
import dev.tripod.testing.TripodServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What users do, by the names that the documentation's table of prices gives it. Each gets ready and answers the deed. */
final class PricedOperations {
    private static final String CURRENT = "/api/sessions/current";

    private final TripodServer server;
    private final ManualClock clock;
    private final List<RoomSocket> sockets = new ArrayList<>();
    private final Map<String, Supplier<Runnable>> operations = new LinkedHashMap<>();

    /** A pending pairing of a session that is known here. */
    private record Offer(ApiClient owner, String id, String token, String code) {
        String byToken() {
            return "\"token\":\"%s\"".formatted(token);
        }

        String byCode() {
            return "\"code\":\"%s\"".formatted(code);
        }
    }

    PricedOperations(TripodServer server, ManualClock clock) {
        this.server = server;
        this.clock = clock;
        addSessions();
        addRooms();
        addPairings();
        addClaims();
    }

    Map<String, Supplier<Runnable>> all() {
        return operations;
    }

    /** Ends what a deed has left open, which costs something too. */
    void tidy() {
        sockets.forEach(RoomSocket::close);
        sockets.clear();
    }

    private void addSessions() {
        operations.put("request without a cookie", () -> () -> stranger().get(CURRENT));
        operations.put(
                "request with a malformed cookie",
                () -> () -> withCookie("../x").get(CURRENT));
        operations.put(
                "request with an unknown cookie",
                () -> () -> withCookie("u".repeat(43)).get(CURRENT));
        operations.put("session: start", () -> this::person);
        known("session: request, known here for less than a minute", person -> person.get(CURRENT));
        after(Duration.ofSeconds(61), "session: request otherwise");
        after(Duration.ofMinutes(6), "session: first request in six minutes, which is noted as use");
        known("session: change of its attributes", person -> person.patch(CURRENT, "{\"attributes\":{\"a\":1}}"));
        known("session: rotation", person -> person.post(CURRENT + "/rotation", ""));
        known("session: end", person -> person.delete(CURRENT));
    }

    private void addRooms() {
        known("room: make", person -> person.post("/api/rooms", "{}"));
        operations.put("room: look at it", () -> {
            var owner = person();
            var room = room(owner);
            return () -> owner.get("/api/rooms/" + room);
        });
        operations.put("room: message to the log", () -> {
            var owner = person();
            var socket = RoomSocket.enter(server, owner, room(owner));
            sockets.add(socket);
            socket.send("log", "first", "hello").next("ack");
            return () -> socket.send("log", "second", "hello").next("ack");
        });
    }

    private void addPairings() {
        operations.put("pairing: offer for a room", () -> {
            var owner = person();
            var room = room(owner);
            return () -> owner.post("/api/pairings", "{\"room\":\"%s\"}".formatted(room));
        });
        known("pairing: offer with a new room", owner -> owner.post("/api/pairings", "{}"));
        offered("pairing: ask for its state", offer -> offer.owner.get("/api/pairings/" + offer.id));
        offered("pairing: picture of its link", offer -> offer.owner.get("/api/pairings/" + offer.id + "/qr.svg"));
        offered("pairing: look up by token", offer -> look(offer.byToken()));
        offered("pairing: look up by code", offer -> look(offer.byCode()));
        operations.put("pairing: wrong code", () -> () -> look("\"code\":\"0000-0000\""));
        operations.put("pairing: unknown token", () -> () -> look("\"token\":\"%s\"".formatted("u".repeat(22))));
        offered("pairing: cancel", offer -> offer.owner.delete("/api/pairings/" + offer.id));
    }

    private void addClaims() {
        offered("pairing: claim by token, with a session for the phone", offer -> claim(stranger(), offer.byToken()));
        offered("pairing: claim by code, with a session for the phone", offer -> claim(stranger(), offer.byCode()));
        operations.put("pairing: claim by token, phone with a session", () -> {
            var offer = offer();
            var phone = person();
            return () -> claim(phone, offer.byToken());
        });
    }

    private void known(String name, Consumer<ApiClient> deed) {
        operations.put(name, () -> {
            var person = person();
            return () -> deed.accept(person);
        });
    }

    private void after(Duration time, String name) {
        operations.put(name, () -> {
            var person = person();
            clock.advance(time);
            return () -> person.get(CURRENT);
        });
    }

    private void offered(String name, Consumer<Offer> deed) {
        operations.put(name, () -> {
            var offer = offer();
            return () -> deed.accept(offer);
        });
    }

    ApiClient stranger() {
        return new ApiClient(server);
    }

    private ApiClient withCookie(String cookie) {
        return stranger().with("Cookie", "sid=" + cookie);
    }

    /** Somebody with a session. */
    ApiClient person() {
        var person = stranger();
        person.post("/api/sessions", "{\"name\":\"Desk\"}");
        return person;
    }

    private static String room(ApiClient owner) {
        return owner.post("/api/rooms", "{}").json().path("id").asText();
    }

    private Offer offer() {
        var owner = person();
        var offer = owner.post("/api/pairings", "{}").json();
        var token = offer.path("link").asText().replaceFirst(".*#v1\\.", "");
        return new Offer(
                owner, offer.path("id").asText(), token, offer.path("code").asText());
    }

    private void look(String secret) {
        stranger().post("/api/pairings/lookup", "{%s}".formatted(secret));
    }

    private static void claim(ApiClient phone, String secret) {
        phone.post(
                "/api/pairings/claim", "{%s,\"claimId\":\"%s\",\"name\":\"Pixel\"}".formatted(secret, "a".repeat(22)));
    }
}
