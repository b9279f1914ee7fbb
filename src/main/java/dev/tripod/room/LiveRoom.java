package dev.tripod.room;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tripod.broadcast.Broadcaster;
import dev.tripod.broadcast.Envelope;
import dev.tripod.broadcast.Position;
import dev.tripod.broadcast.Topic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A room with participants on this instance. Everything it holds is guarded by its own lock; nothing under the lock
 * blocks. What concerns others goes through the room's topic, so that all instances hear it in the same way.
 */
final class LiveRoom implements Broadcaster.Listener {
    static final Duration GRACE = Duration.ofSeconds(15);
    static final Duration SIGNAL_LIMIT = Duration.ofSeconds(5);

    private static final System.Logger LOG = System.getLogger(LiveRoom.class.getName());

    private final RoomId id;
    private final Broadcaster broadcaster;
    private final InstantSource clock;
    private final Topic topic;
    private final Broadcaster.Subscription subscription;
    private final Map<ParticipantId, Presence> presences = new LinkedHashMap<>();
    /** Where each of the last log messages stands, by sender and id: sent again, it is not appended again. */
    private final Recent<CompletableFuture<Position>> logged = new Recent<>();
    /** Signals that were handed over, by sender and id. */
    private final Recent<Boolean> signalled = new Recent<>();

    private Instant refreshed;

    LiveRoom(RoomId id, Broadcaster broadcaster, InstantSource clock) {
        this.id = id;
        this.broadcaster = broadcaster;
        this.clock = clock;
        this.refreshed = clock.instant();
        this.topic = RoomEvent.topic(id);
        this.subscription = broadcaster.subscribe(topic, this);
    }

    /** A participant has said hello. An older socket of the same participant is closed. */
    synchronized void enter(Room room, Grant grant, Connection connection, Optional<Position> after) {
        var known = presences.get(grant.participant());
        var presence = new Presence(grant);
        var feed = new Feed(connection);
        presence.feed = feed;
        if (known != null) {
            presence.state = known.state;
            presence.signals.addAll(known.signals);
            if (known.feed != null) {
                known.feed.connection().close(CloseCode.REPLACED);
            }
        }
        presences.put(grant.participant(), presence);
        if (known == null) {
            publish(new RoomEvent.Joined(presence.participant()));
        }
        var unused = broadcaster
                .history(topic, after)
                .thenAccept(history -> welcome(room, presence, feed, after, history))
                .exceptionally(failure -> refuse(connection, Optional.empty()));
    }

    private synchronized void welcome(
            Room room, Presence presence, Feed feed, Optional<Position> after, Broadcaster.History history) {
        var recovered = after.isPresent() && history.complete();
        var missed = recovered ? messages(history.entries(), presence) : List.<RoomMessage.Message>of();
        var others = presences.values().stream().map(Presence::participant).toList();
        feed.start(
                new RoomMessage.Welcome(
                        presence.participant(),
                        new RoomMessage.RoomView(id.value(), room.name()),
                        others,
                        missed.isEmpty() ? history.end() : after.orElse(history.end()),
                        recovered),
                missed,
                history.end());
        List.copyOf(presence.signals).forEach(signal -> hand(presence, signal));
    }

    /** The log messages of others among what was missed; the participant's own are noted, since it may send them again. */
    private List<RoomMessage.Message> messages(List<Envelope> entries, Presence presence) {
        return entries.stream()
                .flatMap(entry -> {
                    var position = entry.position().orElseThrow();
                    if (!(RoomCodec.event(entry.payload()) instanceof RoomEvent.Logged message)) {
                        return java.util.stream.Stream.empty();
                    }
                    logged.putIfAbsent(key(message.from(), message.id()), CompletableFuture.completedFuture(position));
                    return message.from().equals(presence.grant.participant())
                            ? java.util.stream.Stream.empty()
                            : java.util.stream.Stream.of(message(message, Optional.of(position)));
                })
                .toList();
    }

    private static RoomMessage.Message message(RoomEvent.Logged message, Optional<Position> position) {
        return new RoomMessage.Message(message.id(), message.from(), Kind.LOG, message.data(), position);
    }

    /** A socket is gone, with the code that it was closed with. */
    synchronized void left(Connection connection, int code) {
        presenceOf(connection).ifPresent(presence -> {
            presence.feed = null;
            presence.vanishedAt = clock.instant();
            switch (code) {
                case CloseCode.GOODBYE -> remove(presence, "goodbye");
                case CloseCode.SESSION_ENDED -> remove(presence, "ended");
                default -> {} // it may come back within the time of grace
            }
        });
    }

    private Optional<Presence> presenceOf(Connection connection) {
        return presences.values().stream()
                .filter(presence -> presence.has(connection))
                .findFirst();
    }

    private void remove(Presence presence, String reason) {
        presences.remove(presence.grant.participant());
        presence.signals.forEach(this::undelivered);
        publish(new RoomEvent.Left(presence.participant(), reason));
    }

    /** Carries out what a participant sent; what comes over a socket that is no longer its own is ignored. */
    synchronized void received(Connection connection, ClientFrame frame) {
        presenceOf(connection).ifPresent(presence -> {
            if (frame instanceof ClientFrame.Send message) {
                send(presence, message);
            } else if (frame instanceof ClientFrame.Says says) {
                state(presence, says.state());
            }
        });
    }

    private void state(Presence presence, JsonNode state) {
        presence.state = state;
        publish(new RoomEvent.Stated(presence.participant()));
    }

    private void send(Presence from, ClientFrame.Send message) {
        switch (message.kind()) {
            case LOG -> log(from, message);
            case SIGNAL -> signal(from, message);
            case EPHEMERAL -> ephemeral(from, message);
        }
    }

    private void log(Presence from, ClientFrame.Send message) {
        var sender = from.grant.participant();
        var connection = connectionOf(from);
        var key = key(sender, message.id());
        var place = logged.computeIfAbsent(
                key,
                () -> broadcaster.append(
                        topic, RoomCodec.encode(new RoomEvent.Logged(sender, message.id(), message.data()))));
        var unused = place.thenAccept(
                        position -> connection.send(new RoomMessage.Ack(message.id(), Optional.of(position))))
                .exceptionally(failure -> {
                    forget(key);
                    return refuse(connection, Optional.of(message.id()));
                });
    }

    private synchronized void forget(String key) {
        logged.remove(key);
    }

    private static @Nullable Void refuse(Connection connection, Optional<String> messageId) {
        connection.send(new RoomMessage.Failure("unavailable", messageId, "The room's log cannot be reached"));
        return null;
    }

    private void signal(Presence from, ClientFrame.Send message) {
        var sender = from.grant.participant();
        var to = presences.get(message.to().orElseThrow());
        if (signalled.contains(key(sender, message.id()))) {
            from.tell(new RoomMessage.Ack(message.id(), Optional.empty()));
        } else if (to == null) {
            from.tell(undelivered(message.id()));
        } else if (to.signals.stream().noneMatch(other -> other.is(sender, message.id()))) {
            var frame = frame(from, message, Kind.SIGNAL);
            var signal = new Presence.Signal(
                    sender, message.id(), frame, clock.instant().plus(SIGNAL_LIMIT));
            to.signals.add(signal);
            hand(to, signal);
        }
    }

    /** Hands a signal to its receiver's socket, if there is one; acknowledged once it is written. */
    private void hand(Presence to, Presence.Signal signal) {
        if (to.feed != null && to.feed.started()) {
            to.feed.connection().send(signal.frame(), () -> handed(to, signal));
        }
    }

    private synchronized void handed(Presence to, Presence.Signal signal) {
        var current = presences.get(to.grant.participant());
        if (current != null && current.signals.remove(signal)) {
            signalled.put(key(signal.from(), signal.id()), true);
            tell(signal.from(), new RoomMessage.Ack(signal.id(), Optional.empty()));
        }
    }

    private void ephemeral(Presence from, ClientFrame.Send message) {
        if (message.to().isEmpty()) {
            publish(new RoomEvent.Sent(from.grant.participant(), message.id(), message.data()));
            return;
        }
        var to = presences.get(message.to().get());
        if (to != null && to.feed != null) {
            to.feed.offer(Optional.empty(), frame(from, message, Kind.EPHEMERAL), true);
        }
    }

    private static String frame(Presence from, ClientFrame.Send message, Kind kind) {
        return RoomCodec.encode(new RoomMessage.Message(
                message.id(), from.grant.participant(), kind, message.data(), Optional.empty()));
    }

    private void undelivered(Presence.Signal signal) {
        tell(signal.from(), undelivered(signal.id()));
    }

    private static RoomMessage.Failure undelivered(String messageId) {
        return new RoomMessage.Failure("undelivered", Optional.of(messageId), "The receiver could not be reached");
    }

    private void tell(ParticipantId participant, RoomMessage message) {
        var presence = presences.get(participant);
        if (presence != null) {
            presence.tell(message);
        }
    }

    private static Connection connectionOf(Presence presence) {
        return java.util.Objects.requireNonNull(presence.feed).connection();
    }

    @Override
    public synchronized void received(Envelope envelope) {
        var event = RoomCodec.event(envelope.payload());
        if (event instanceof RoomEvent.Logged message) {
            var frame = RoomCodec.encode(message(message, envelope.position()));
            others(message.from(), envelope.position(), frame, false);
        } else if (event instanceof RoomEvent.Sent message) {
            var frame = new RoomMessage.Message(
                    message.id(), message.from(), Kind.EPHEMERAL, message.data(), Optional.empty());
            others(message.from(), Optional.empty(), RoomCodec.encode(frame), true);
        } else if (event instanceof RoomEvent.Joined joined) {
            others(joined.participant(), new RoomMessage.Joined(joined.participant()));
        } else if (event instanceof RoomEvent.Left left) {
            others(left.participant(), new RoomMessage.Left(left.participant(), left.reason()));
        } else if (event instanceof RoomEvent.Stated stated) {
            others(stated.participant(), new RoomMessage.State(stated.participant()));
        } else if (event instanceof RoomEvent.Revoked revoked) {
            revoke(revoked);
        } else if (event instanceof RoomEvent.Noticed noticed) {
            notice(noticed);
        }
    }

    private void others(Participant subject, RoomMessage message) {
        others(subject.id(), Optional.empty(), RoomCodec.encode(message), false);
    }

    private void others(ParticipantId subject, Optional<Position> position, String frame, boolean droppable) {
        for (var presence : presences.values()) {
            if (presence.feed != null && !presence.grant.participant().equals(subject)) {
                presence.feed.offer(position, frame, droppable);
            }
        }
    }

    private void revoke(RoomEvent.Revoked revoked) {
        var presence = presences.get(revoked.participant());
        if (presence != null) {
            if (presence.feed != null) {
                presence.feed.connection().close(revoked.code());
                presence.feed = null;
            }
            remove(presence, revoked.code() == CloseCode.REPLACED ? "replaced" : "removed");
        }
    }

    private void notice(RoomEvent.Noticed noticed) {
        var notice = noticed.notice();
        presences.values().stream()
                .filter(presence -> presence.grant.session().equals(noticed.owner()))
                .forEach(presence ->
                        presence.tell(new RoomMessage.Pairing(notice.id(), notice.state(), notice.participant())));
    }

    private void publish(RoomEvent event) {
        var unused = broadcaster.publish(topic, RoomCodec.encode(event)).exceptionally(failure -> {
            LOG.log(System.Logger.Level.WARNING, "Other instances were not told of what happened in a room", failure);
            return null;
        });
    }

    /** Ends what has waited long enough: the time of grace, and signals that nobody took. */
    synchronized void tick() {
        var now = clock.instant();
        for (var presence : List.copyOf(presences.values())) {
            var vanished = presence.vanishedAt;
            if (presence.feed == null
                    && vanished != null
                    && !vanished.plus(GRACE).isAfter(now)) {
                remove(presence, "vanished");
            }
            for (var signal : List.copyOf(presence.signals)) {
                if (!signal.deadline().isAfter(now) && presence.signals.remove(signal)) {
                    undelivered(signal);
                }
            }
        }
    }

    /** Whether the stored room was not used for so long; asking starts the time anew. */
    synchronized boolean refreshDue(Duration time) {
        var now = clock.instant();
        if (refreshed.plus(time).isAfter(now)) {
            return false;
        }
        refreshed = now;
        return true;
    }

    synchronized List<Participant> participants() {
        return presences.values().stream().map(Presence::participant).toList();
    }

    synchronized boolean isEmpty() {
        return presences.isEmpty();
    }

    void close() {
        subscription.close();
    }

    private static String key(ParticipantId participant, String messageId) {
        return participant.value() + "/" + messageId;
    }
}
