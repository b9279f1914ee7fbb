package dev.tripod.soak;

import dev.tripod.soak.Known.State;
import dev.tripod.soak.Visitor.Reply;
import dev.tripod.testing.RoomClient;
import java.util.ArrayList;
import java.util.List;

/** Holds what both instances show of somebody against what is known. */
final class Judgement {
    private final Ledger ledger;
    private final Person person;
    private final List<String> faults = new ArrayList<>();

    private Judgement(Ledger ledger, Person person) {
        this.ledger = ledger;
        this.person = person;
    }

    /** What is wrong now, while nothing is disturbed. */
    static List<String> faults(World world, Ledger ledger, Person person) {
        var judgement = new Judgement(ledger, person);
        world.both().forEach(judgement::judge);
        person.socket().ifPresent(judgement::judge);
        return judgement.faults;
    }

    private void judge(Instance instance) {
        person.known().formerCookies().forEach(cookie -> expectGone(instance, person.stranger(instance, cookie)));
        switch (person.known().state()) {
            case LIVE -> expectLive(instance);
            case ASLEEP -> expectAsleep(instance);
            case ENDING, ENDED, LOST -> {}
        }
    }

    private void expectGone(Instance instance, Reply reply) {
        if (reply.status() != 401) {
            fault("ended, but answers " + reply + " at " + instance);
        }
    }

    private void expectLive(Instance instance) {
        if (person.known().mayHaveEnded()) {
            ledger.count("sessions not judged");
            return;
        }
        var reply = person.visitor().ask(instance, "GET", Person.CURRENT, "");
        if (reply.status() != 200) {
            fault("lives, but answers " + reply + " at " + instance);
            return;
        }
        person.known().used();
        person.known()
                .contradictions(reply.json().path("attributes"))
                .forEach(contradiction -> fault(contradiction + " at " + instance));
        person.room()
                .map(id -> person.visitor().ask(instance, "GET", "/api/rooms/" + id, ""))
                .filter(answer -> answer.status() != 200)
                .ifPresent(answer -> fault("its room answers " + answer + " at " + instance));
    }

    private void expectAsleep(Instance instance) {
        if (person.known().mustHaveEnded()) {
            expectGone(instance, person.visitor().ask(instance, "GET", Person.CURRENT, ""));
        } else {
            ledger.count("sessions not judged");
        }
    }

    private void judge(RoomClient socket) {
        var state = person.known().state();
        var closes = socket.record().closes();
        if (state == State.LIVE && (closes.contains(4401) || !socket.isWelcomed())) {
            fault("lives, but its socket closed, " + closes);
        }
        if (state == State.ENDED && socket.isWelcomed()) {
            fault("ended, but its socket is open");
        }
    }

    private void fault(String what) {
        faults.add(what + ", " + person);
    }
}
