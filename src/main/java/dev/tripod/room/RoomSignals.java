package dev.tripod.room;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Signals of a room: delivered to whoever is here, sent on to whoever is elsewhere, and answered. A sender hears that
 * its signal was written to the receiver's socket, or that it was not, within the limit; until then one that is not
 * answered is sent on again, since the stream of the other instance may have been away. Guarded by the room.
 */
final class RoomSignals {
    static final Duration LIMIT = Duration.ofSeconds(5);

    private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);

    /** A signal that another instance has been given, until it answers. */
    private record Remote(RoomEvent.Signalled event, String origin, Instant deadline, Instant again) {
        ParticipantId from() {
            return event.from();
        }

        String id() {
            return event.id();
        }

        String name() {
            return RoomSignals.name(from(), id());
        }

        Remote sentAt(Instant now) {
            return new Remote(event, origin, deadline, now.plus(AGAIN_AFTER));
        }
    }

    private final Presences presences;
    private final Elsewhere elsewhere;
    private final Function<RoomEvent, CompletableFuture<Void>> publish;
    private final InstantSource clock;
    private final Executor inRoom;

    private final Signals here = new Signals();
    private final Map<String, Remote> sentOn = new HashMap<>();
    private final Recent<Boolean> answered = new Recent<>();

    /**
     * The signals of one room.
     *
     * @param publish tells other instances
     * @param inRoom runs work later, under the room's lock
     */
    RoomSignals(
            Presences presences,
            Elsewhere elsewhere,
            Function<RoomEvent, CompletableFuture<Void>> publish,
            InstantSource clock,
            Executor inRoom) {
        this.presences = presences;
        this.elsewhere = elsewhere;
        this.publish = publish;
        this.clock = clock;
        this.inRoom = inRoom;
    }

    /** Somebody here sends one. */
    void send(Presence from, ClientFrame.Send message) {
        var to = message.to().orElseThrow();
        if (presences.of(to).isEmpty() && elsewhere.of(to).isPresent()) {
            sendOn(from, message, elsewhere.of(to).get());
        } else {
            take(new RoomEvent.Signalled(from.id(), message.id(), to, message.data()));
        }
    }

    private void sendOn(Presence from, ClientFrame.Send message, Elsewhere.Other to) {
        var name = name(from.id(), message.id());
        if (answered.contains(name)) {
            from.tell(new RoomMessage.Ack(message.id(), Optional.empty()));
            return;
        }
        if (sentOn.containsKey(name)) {
            return; // the answer to the first one answers this one too
        }
        var event = new RoomEvent.Signalled(from.id(), message.id(), to.id(), message.data());
        var now = clock.instant();
        sentOn.put(name, new Remote(event, to.origin(), now.plus(LIMIT), now.plus(AGAIN_AFTER)));
        publish(event, name);
    }

    private void publish(RoomEvent signal, String name) {
        var unused = publish.apply(signal).whenComplete((done, failure) -> {
            if (failure != null) {
                inRoom.execute(() -> failed(name));
            }
        });
    }

    private void failed(String name) {
        var remote = sentOn.remove(name);
        if (remote != null) {
            undelivered(remote.from(), remote.id());
        }
    }

    /** A signal has come for somebody here: from somebody here, or over another instance. */
    void take(RoomEvent.Signalled event) {
        var signal = Signals.Signal.of(event, clock.instant().plus(LIMIT));
        var to = presences.of(event.to());
        if (here.wasHanded(signal)) {
            acknowledge(signal);
        } else if (here.waits(signal)) {
            return; // the answer to the first one answers this one too
        } else if (to.isPresent() && here.keep(signal)) {
            hand(to.get(), signal);
        } else {
            undelivered(signal.from(), signal.id());
        }
    }

    /** Somebody is here again: hands over what has waited. */
    void handAll(Presence to) {
        here.of(to.id()).forEach(signal -> hand(to, signal));
    }

    /** Hands a signal to its receiver's socket, if there is one; acknowledged once it is written. */
    private void hand(Presence to, Signals.Signal signal) {
        if (to.feed != null && to.feed.started()) {
            to.feed.connection().send(signal.frame(), () -> inRoom.execute(() -> handed(signal)));
        }
    }

    private void handed(Signals.Signal signal) {
        if (here.hand(signal)) {
            acknowledge(signal);
        }
    }

    private void acknowledge(Signals.Signal signal) {
        var from = presences.of(signal.from());
        if (from.isPresent()) {
            from.get().tell(new RoomMessage.Ack(signal.id(), Optional.empty()));
        } else {
            var unused = publish.apply(new RoomEvent.Handed(signal.from(), signal.id()));
        }
    }

    /** Another instance has delivered a signal. */
    void handed(RoomEvent.Handed event) {
        var name = name(event.from(), event.id());
        var remote = sentOn.remove(name);
        if (remote != null) {
            answered.put(name, true);
            presences.tell(remote.from(), new RoomMessage.Ack(remote.id(), Optional.empty()));
        }
    }

    private void undelivered(ParticipantId from, String id) {
        presences.tell(
                from, new RoomMessage.Failure("undelivered", Optional.of(id), "The receiver could not be reached"));
    }

    /** Somebody has left for good. */
    void giveUp(ParticipantId receiver) {
        here.giveUp(receiver).forEach(signal -> undelivered(signal.from(), signal.id()));
    }

    /** Somebody has moved to another instance: what waited goes after it. */
    void sendAfter(ParticipantId receiver, String origin) {
        for (var signal : here.giveUp(receiver)) {
            var name = name(signal.from(), signal.id());
            if (presences.of(signal.from()).isPresent()) {
                var again = clock.instant().plus(AGAIN_AFTER);
                sentOn.put(name, new Remote(signal.event(), origin, signal.deadline(), again));
            }
            publish(signal.event(), name);
        }
    }

    /** Lets time pass; answers the instances that did not deliver in time. */
    List<String> tick(Instant now) {
        here.giveUp(now).forEach(signal -> undelivered(signal.from(), signal.id()));
        var late = sentOn.values().stream()
                .filter(sent -> !sent.deadline().isAfter(now))
                .toList();
        late.forEach(sent -> failed(sent.name()));
        sentOn.replaceAll((name, sent) -> {
            if (sent.again().isAfter(now)) {
                return sent;
            }
            publish(sent.event(), name);
            return sent.sentAt(now);
        });
        return late.stream().map(Remote::origin).distinct().toList();
    }

    private static String name(ParticipantId from, String id) {
        return from.value() + "/" + id;
    }

    /** The frame that a receiver gets. */
    static String frame(ParticipantId from, String id, JsonNode data, Kind kind) {
        return RoomCodec.encode(new RoomMessage.Message(id, from, kind, data, Optional.empty()));
    }
}
