package dev.tripod.soak;

import dev.tripod.soak.Visitor.Reply;
import dev.tripod.testing.RoomClient;
import dev.tripod.testing.RoomSeat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Somebody with a session, and what has to be true of it: the values that were acknowledged, whether it lives or has
 * ended. One thread at a time.
 */
final class Person {
    private static final String CURRENT = "/api/sessions/current";
    /** Longer than any request may work on after its caller has given it up. */
    private static final Duration REST = Duration.ofSeconds(3);

    private static final Duration COPIES_TRUSTED = Duration.ofSeconds(60);

    /** What is known of the session. */
    enum State {
        LIVE,
        /** Its end was asked for, and nobody knows whether it came. */
        ENDING,
        ENDED,
        /** Left alone, so that it ends by itself. */
        ASLEEP,
        /** Its new cookie got lost with an answer. */
        LOST
    }

    private final World world;
    private final Ledger ledger;
    private final Visitor visitor;
    /** By attribute, the last number that was acknowledged, and the last that was tried. */
    private final Map<String, Integer> acknowledged = new TreeMap<>();

    private final Map<String, Integer> tried = new TreeMap<>();
    /** Where it may be, after a pairing. */
    private Optional<String> room = Optional.empty();

    private Optional<Long> roomMissingSince = Optional.empty();
    private Optional<RoomClient> socket = Optional.empty();
    /** Those that a rotation has left. */
    private final List<String> formerCookies = new ArrayList<>();

    private State state = State.LIVE;
    private boolean keptBySocket;
    private long lastUse = System.nanoTime();
    private long restsUntil = System.nanoTime();

    private Person(World world, Ledger ledger, Visitor visitor) {
        this.world = world;
        this.ledger = ledger;
        this.visitor = visitor;
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

    State state() {
        return state;
    }

    Visitor visitor() {
        return visitor;
    }

    boolean hasSocket() {
        return socket.isPresent();
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

    /** A copy of the room near the other instance may be older than the claim, if the news of that got lost. */
    private void lookAtRoom(String id) {
        var reply = used("GET", "/api/rooms/" + id, "");
        if (reply.status() == 200) {
            roomMissingSince = Optional.empty();
        } else if (!reply.isOpen()) {
            ledger.count("looks at a room that an older copy refused");
            var since = roomMissingSince.orElseGet(System::nanoTime);
            roomMissingSince = Optional.of(since);
            if (System.nanoTime() - since > COPIES_TRUSTED.toNanos()) {
                ledger.complain("A room that was joined answers " + reply + " at " + visitor.home() + ", " + this);
            }
        }
    }

    void write(RandomGenerator random) {
        var attribute = "a" + random.nextInt(4);
        var number = tried.merge(attribute, 1, Integer::sum);
        var reply = used("PATCH", CURRENT, "{\"attributes\":{\"%s\":%d}}".formatted(attribute, number));
        if (reply.status() == 200) {
            acknowledged.put(attribute, number);
            ledger.count("writes acknowledged");
        } else if (!reply.isOpen()) {
            ledger.complain("A live session refuses a write: " + reply + " at " + visitor.home() + ", " + this);
        }
    }

    void rotate() {
        var before = visitor.cookie();
        var reply = used("POST", CURRENT + "/rotation", "");
        if (reply.status() == 200) {
            formerCookies.add(before);
            ledger.count("sessions rotated");
        } else if (reply.isOpen()) {
            state = State.LOST;
        } else {
            ledger.complain("A live session cannot be rotated: " + reply + ", " + this);
        }
    }

    /** Ends the session, or tries again to. */
    void end() {
        var cookie = visitor.cookie();
        var reply = used("DELETE", CURRENT, "");
        if (reply.status() == 204 || (reply.status() == 401 && state == State.ENDING)) {
            state = State.ENDED;
            formerCookies.add(cookie);
            ledger.count("sessions ended");
            replay(cookie);
        } else if (reply.isOpen()) {
            state = state == State.LOST ? State.LOST : State.ENDING;
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

    private Reply stranger(Instance instance, String cookie) {
        return new Visitor(world, ledger, instance).ask(instance, "GET", CURRENT, "", cookie);
    }

    void fallAsleep() {
        state = State.ASLEEP;
        ledger.count("sessions left alone");
    }

    /** Does nothing but hold its socket. */
    void stayWithSocketOnly() {
        keptBySocket = true;
    }

    /** Asks for something; an answer that it got is use of the session. */
    Reply used(String method, String path, String body) {
        var mayHaveEnded = mayHaveEnded();
        var reply = visitor.ask(method, path, body);
        if (reply.status() == 401 && mayHaveEnded) { // nothing could be done with it for too long
            state = State.LOST;
            ledger.count("sessions unused for too long");
            return Reply.NONE;
        }
        if (reply.status() >= 200 && reply.status() < 300) {
            lastUse = System.nanoTime();
        } else {
            restsUntil = System.nanoTime() + REST.toNanos();
        }
        return reply;
    }

    /** Leaves the room for good, at the end of all. */
    void leave() {
        socket.ifPresent(RoomClient::close);
    }

    /** What is wrong with the session as both instances show it now. */
    List<String> faults() {
        var faults = new ArrayList<String>();
        for (var instance : world.both()) {
            formerCookies.forEach(cookie -> expectGone(instance, stranger(instance, cookie), faults));
            switch (state) {
                case LIVE -> expectLive(instance, faults);
                case ASLEEP -> expectAsleep(instance, faults);
                case ENDING, ENDED, LOST -> {}
            }
        }
        socket.ifPresent(client -> expectSocket(client, faults));
        return faults;
    }

    private void expectGone(Instance instance, Reply reply, List<String> faults) {
        if (reply.status() != 401) {
            faults.add("ended, but answers " + reply + " at " + instance + ", " + this);
        }
    }

    private void expectLive(Instance instance, List<String> faults) {
        if (mayHaveEnded()) {
            ledger.count("sessions not judged");
            return;
        }
        var reply = visitor.ask(instance, "GET", CURRENT, "");
        if (reply.status() != 200) {
            faults.add("lives, but answers " + reply + " at " + instance + ", " + this);
            return;
        }
        lastUse = System.nanoTime();
        var shown = reply.json().path("attributes");
        acknowledged.forEach((attribute, number) -> {
            var value = shown.path(attribute).asInt();
            if (value < number || value > tried.get(attribute)) {
                faults.add("%s is %d at %s, but %d was acknowledged and %d tried last, %s"
                        .formatted(attribute, value, instance, number, tried.get(attribute), this));
            }
        });
        room.map(id -> visitor.ask(instance, "GET", "/api/rooms/" + id, ""))
                .filter(answer -> answer.status() != 200)
                .ifPresent(answer -> faults.add("its room answers " + answer + " at " + instance + ", " + this));
    }

    /** Use is written down at most every tenth of the idle time. */
    private boolean mayHaveEnded() {
        var surely = world.idle().multipliedBy(9).dividedBy(10).minusSeconds(2);
        return unused().compareTo(surely) > 0;
    }

    private Duration unused() {
        return keptBySocket ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - lastUse);
    }

    private void expectAsleep(Instance instance, List<String> faults) {
        if (unused().compareTo(world.idle().plusSeconds(2)) > 0) {
            expectGone(instance, visitor.ask(instance, "GET", CURRENT, ""), faults);
        } else {
            ledger.count("sessions not judged");
        }
    }

    private void expectSocket(RoomClient client, List<String> faults) {
        var closes = client.record().closes();
        if (state == State.LIVE && (closes.contains(4401) || !client.isWelcomed())) {
            faults.add("lives, but its socket closed, " + closes + ", " + this);
        }
        if (state == State.ENDED && client.isWelcomed()) {
            faults.add("ended, but its socket is open, " + this);
        }
    }

    @Override
    public String toString() {
        return "%s %s unused for %s%s"
                .formatted(
                        state,
                        visitor,
                        unused(),
                        socket.map(client -> ", socket " + client.record().closes()
                                        + client.record().welcomes() + client.isWelcomed())
                                .orElse(""));
    }
}
