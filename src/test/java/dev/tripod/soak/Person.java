package dev.tripod.soak;

import dev.tripod.soak.Known.State;
import dev.tripod.soak.Visitor.Reply;
import dev.tripod.testing.RoomClient;
import dev.tripod.testing.RoomSeat;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Somebody with a session, who complains of answers that cannot be right. One thread at a time. */
final class Person {
    static final String CURRENT = "/api/sessions/current";
    /** Longer than any request may work on after its caller has given it up. */
    private static final Duration REST = Duration.ofSeconds(3);

    private final World world;
    private final Ledger ledger;
    private final Visitor visitor;
    private final Known known;
    private Optional<String> room = Optional.empty();
    private Optional<RoomClient> socket = Optional.empty();
    private long restsUntil = System.nanoTime();

    private Person(World world, Ledger ledger, Visitor visitor) {
        this.world = world;
        this.ledger = ledger;
        this.visitor = visitor;
        this.known = new Known(world.idle());
    }

    /** Somebody who signs in; empty if that did not work out. */
    static Optional<Person> signIn(World world, Ledger ledger, Instance home) {
        var visitor = new Visitor(world, ledger, home);
        var reply = visitor.ask("POST", "/api/sessions", "{\"name\":\"Soaked\"}");
        if (reply.status() == 201) {
            ledger.count("sessions begun");
            return Optional.of(new Person(world, ledger, visitor));
        }
        if (!reply.isOpen()) {
            ledger.complain("Signing in answered " + reply);
        }
        return Optional.empty();
    }

    /** Somebody who has got a session and a place in a room by a claim. */
    static Person paired(World world, Ledger ledger, Visitor visitor, String room) {
        ledger.count("sessions begun");
        var person = new Person(world, ledger, visitor);
        person.room = Optional.of(room);
        return person;
    }

    boolean isRested() {
        return System.nanoTime() - restsUntil >= 0;
    }

    /** Makes a room and stays in it with a socket; whether that worked out. */
    boolean openSocket() {
        var made = used("POST", "/api/rooms", "{}");
        if (made.status() == 201) {
            var id = made.json().path("id").asText();
            room = Optional.of(id);
            var other = world.other(visitor.home());
            socket = Optional.of(RoomClient.enter(
                    new RoomSeat(id, visitor.cookie()), List.of(visitor.home().uri(), other.uri())));
        }
        return socket.isPresent();
    }

    void look() {
        var reply = used("GET", CURRENT, "");
        if (!reply.isOpen() && reply.status() != 200) {
            ledger.complain("A live session answers " + reply + " at " + visitor.home() + ", " + this);
        }
        room.ifPresent(this::lookAtRoom);
    }

    private void lookAtRoom(String id) {
        var reply = used("GET", "/api/rooms/" + id, "");
        if (!reply.isOpen() && reply.status() != 200) {
            ledger.complain("A room that was joined answers " + reply + " at " + visitor.home() + ", " + this);
        }
    }

    void write(RandomGenerator random) {
        var attribute = "a" + random.nextInt(4);
        var number = known.next(attribute);
        var reply = used("PATCH", CURRENT, "{\"attributes\":{\"%s\":%d}}".formatted(attribute, number));
        if (reply.status() == 200) {
            known.acknowledged(attribute, number);
            ledger.count("writes acknowledged");
        } else if (!reply.isOpen()) {
            ledger.complain("A live session refuses a write: " + reply + " at " + visitor.home() + ", " + this);
        }
    }

    void rotate() {
        var before = visitor.cookie();
        var reply = used("POST", CURRENT + "/rotation", "");
        if (reply.status() == 200) {
            known.formerCookies().add(before);
            ledger.count("sessions rotated");
        } else if (reply.isOpen()) {
            known.isNow(State.LOST);
        } else {
            ledger.complain("A live session cannot be rotated: " + reply + ", " + this);
        }
    }

    /** Ends the session, or tries again to. */
    void end() {
        var cookie = visitor.cookie();
        var reply = used("DELETE", CURRENT, "");
        if (reply.status() == 204 || (reply.status() == 401 && known.state() == State.ENDING)) {
            known.isNow(State.ENDED);
            known.formerCookies().add(cookie);
            ledger.count("sessions ended");
            replay(cookie);
        } else if (reply.isOpen()) {
            known.isNow(known.state() == State.LOST ? State.LOST : State.ENDING);
        } else {
            ledger.complain("A live session cannot be ended: " + reply + ", " + this);
        }
    }

    private void replay(String cookie) {
        var home = visitor.home();
        var starts = home.starts();
        var reply = stranger(home, cookie);
        if (!reply.isOpen() && reply.status() != 401 && starts == home.starts()) {
            ledger.complain("An ended session answers " + reply + " at " + home + " where it was ended");
        }
    }

    void fallAsleep() {
        known.isNow(State.ASLEEP);
        ledger.count("sessions left alone");
    }

    /** Asks for something; an answer that it got is use of the session. */
    Reply used(String method, String path, String body) {
        var mayHaveEnded = known.mayHaveEnded();
        var reply = visitor.ask(method, path, body);
        if (reply.status() == 401 && mayHaveEnded) { // nothing could be done with it for too long
            known.isNow(State.LOST);
            ledger.count("sessions unused for too long");
            return Reply.NONE;
        }
        if (reply.status() >= 200 && reply.status() < 300) {
            known.used();
        } else {
            restsUntil = System.nanoTime() + REST.toNanos();
        }
        return reply;
    }

    /** Leaves the room for good, at the end of all. */
    void leave() {
        socket.ifPresent(RoomClient::close);
    }

    /** Somebody else with a cookie of this session. */
    Reply stranger(Instance instance, String cookie) {
        return new Visitor(world, ledger, instance).ask(instance, "GET", CURRENT, "", cookie);
    }

    Known known() {
        return known;
    }

    Visitor visitor() {
        return visitor;
    }

    /** Where it is, after a pairing or with a socket. */
    Optional<String> room() {
        return room;
    }

    Optional<RoomClient> socket() {
        return socket;
    }

    @Override
    public String toString() {
        return "%s %s unused for %s%s"
                .formatted(
                        known.state(),
                        visitor,
                        known.unused(),
                        socket.map(client -> ", socket " + client.record().closes()
                                        + client.record().welcomes() + client.isWelcomed())
                                .orElse(""));
    }
}
