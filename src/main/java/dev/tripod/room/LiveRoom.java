package dev.tripod.room;

import dev.tripod.broadcast.Broadcaster;
import dev.tripod.broadcast.Envelope;
import dev.tripod.broadcast.Position;
import dev.tripod.broadcast.Topic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A room with participants on this instance. Everything it holds is guarded by its own lock; nothing under the lock
 * blocks, and no call of the container's waits for it while the container holds a lock of a socket. What concerns
 * others goes through the room's topic, so that all instances hear it in the same way.
 */
final class LiveRoom implements Broadcaster.Listener {
    static final Duration GRACE = Duration.ofSeconds(15);
    static final Duration SIGNAL_LIMIT = Duration.ofSeconds(5);

    private final RoomId id;
    private final Broadcaster broadcaster;
    private final InstantSource clock;
    /** Runs what a socket calls back, which may be in a thread that holds the socket's own lock. */
    private final Executor threads;

    private final Topic topic;
    private final RoomLog log;
    private final Broadcaster.Subscription subscription;
    private final Presences presences = new Presences();
    private final Signals signals = new Signals();
    /** Sockets that have not said hello. */
    private final Set<Connection> expected = new HashSet<>();
    /** Grants that ended while sockets were expected, with the code for them; one of those may have it. */
    private final Map<ParticipantId, Integer> revoked = new HashMap<>();

    private Instant refreshed;

    LiveRoom(RoomId id, Broadcaster broadcaster, InstantSource clock, Executor threads) {
        this.id = id;
        this.broadcaster = broadcaster;
        this.clock = clock;
        this.threads = threads;
        this.refreshed = clock.instant();
        this.topic = RoomEvent.topic(id);
        this.log = new RoomLog(broadcaster, topic);
        this.subscription = broadcaster.subscribe(topic, this);
    }

    /** A socket is open and may say hello. Whoever reads its grant afterwards misses no revocation of it. */
    synchronized void expect(Connection connection) {
        expected.add(connection);
    }

    /** A participant has said hello. An older socket of the same participant is closed. */
    synchronized void enter(Room room, Grant grant, Connection connection, Optional<Position> after) {
        if (!expected.contains(connection)) {
            return; // it is gone already
        }
        var code = revoked.get(grant.participant());
        noLongerExpected(connection);
        if (code != null) {
            connection.close(code);
            return;
        }
        var presence = new Presence(grant);
        var feed = new Feed(connection);
        presence.feed = feed;
        var known = presences.of(grant.participant());
        known.ifPresent(before -> succeed(presence, before));
        presences.put(presence);
        if (known.filter(before -> before.grant.equals(grant)).isEmpty()) {
            publish(new RoomEvent.Joined(presence.participant()));
        }
        var unused = log.after(after)
                .thenAccept(history -> welcome(room, presence, feed, after, history))
                .exceptionally(failure -> {
                    refuse(connection, Optional.empty());
                    connection.close(CloseCode.SLOW_READER); // without a welcome it is of no use
                    return null;
                });
    }

    private void noLongerExpected(Connection connection) {
        expected.remove(connection);
        if (expected.isEmpty()) {
            revoked.clear();
        }
    }

    private static void succeed(Presence next, Presence before) {
        next.state = before.state;
        if (before.feed != null) {
            before.feed.connection().close(CloseCode.REPLACED);
        }
    }

    private synchronized void welcome(
            Room room, Presence presence, Feed feed, Optional<Position> after, Broadcaster.History history) {
        var recovered = after.isPresent() && history.complete();
        var missed = recovered ? missed(history, presence.id()) : List.<Envelope>of();
        var position = missed.isEmpty() ? history.end() : after.orElse(history.end());
        feed.start(
                new RoomMessage.Welcome(
                        presence.participant(),
                        new RoomMessage.RoomView(id.value(), room.name()),
                        presences.participants(),
                        position,
                        recovered),
                missed,
                history.end());
        signals.of(presence.id()).forEach(signal -> hand(presence, signal));
    }

    /** The messages of others; its own a participant knows. */
    private static List<Envelope> missed(Broadcaster.History history, ParticipantId receiver) {
        return history.entries().stream()
                .filter(entry -> RoomCodec.event(entry.payload()) instanceof RoomEvent.Logged message
                        && !message.from().equals(receiver))
                .toList();
    }

    /** A socket is gone, with the code that it was closed with. */
    synchronized void left(Connection connection, int code) {
        noLongerExpected(connection);
        presences.of(connection).ifPresent(presence -> {
            presence.feed = null;
            presence.vanishedAt = clock.instant();
            switch (code) {
                case CloseCode.GOODBYE -> remove(presence, "goodbye");
                case CloseCode.SESSION_ENDED -> remove(presence, "ended");
                default -> {} // it may come back within the time of grace
            }
        });
    }

    private void remove(Presence presence, String reason) {
        presences.remove(presence);
        signals.giveUp(presence.id()).forEach(this::undelivered);
        publish(new RoomEvent.Left(presence.participant(), reason));
    }

    /** Carries out what a participant sent; what comes over a socket that is no longer its own is ignored. */
    synchronized void received(Connection connection, ClientFrame frame) {
        presences.of(connection).ifPresent(presence -> {
            if (frame instanceof ClientFrame.Send message) {
                send(presence, connection, message);
            } else if (frame instanceof ClientFrame.Says says) {
                presence.state = says.state();
                publish(new RoomEvent.Stated(presence.participant()));
            }
        });
    }

    private void send(Presence from, Connection connection, ClientFrame.Send message) {
        switch (message.kind()) {
            case LOG -> append(from, connection, message);
            case SIGNAL -> signal(from, message);
            case EPHEMERAL -> ephemeral(from, message);
        }
    }

    private void append(Presence from, Connection connection, ClientFrame.Send message) {
        var messageId = Optional.of(message.id());
        var unused = log.append(new RoomEvent.Logged(from.id(), message.id(), message.data()))
                .thenAccept(position -> connection.send(new RoomMessage.Ack(message.id(), Optional.of(position))))
                .exceptionally(failure -> refuse(connection, messageId));
    }

    private static @Nullable Void refuse(Connection connection, Optional<String> messageId) {
        connection.send(new RoomMessage.Failure("unavailable", messageId, "The room's log cannot be reached"));
        return null;
    }

    private void signal(Presence from, ClientFrame.Send message) {
        var signal = new Signals.Signal(
                from.id(),
                message.id(),
                message.to().orElseThrow(),
                frame(from, message, Kind.SIGNAL),
                clock.instant().plus(SIGNAL_LIMIT));
        var to = presences.of(signal.to());
        if (signals.wasHanded(signal)) {
            from.tell(new RoomMessage.Ack(message.id(), Optional.empty()));
        } else if (signals.waits(signal)) {
            return; // the answer to the first one answers this one too
        } else if (to.isPresent() && signals.keep(signal)) {
            hand(to.get(), signal);
        } else {
            undelivered(signal);
        }
    }

    /** Hands a signal to its receiver's socket, if there is one; acknowledged once it is written. */
    private void hand(Presence to, Signals.Signal signal) {
        if (to.feed != null && to.feed.started()) {
            to.feed.connection().send(signal.frame(), () -> threads.execute(() -> handed(signal)));
        }
    }

    private synchronized void handed(Signals.Signal signal) {
        if (signals.hand(signal)) {
            presences.tell(signal.from(), new RoomMessage.Ack(signal.id(), Optional.empty()));
        }
    }

    private void undelivered(Signals.Signal signal) {
        presences.tell(
                signal.from(),
                new RoomMessage.Failure("undelivered", Optional.of(signal.id()), "The receiver could not be reached"));
    }

    private void ephemeral(Presence from, ClientFrame.Send message) {
        if (message.to().isEmpty()) {
            publish(new RoomEvent.Sent(from.id(), message.id(), message.data()));
            return;
        }
        var to = presences.of(message.to().get());
        if (to.isPresent() && to.get().feed != null) {
            to.get().feed.offerIfRoom(frame(from, message, Kind.EPHEMERAL));
        }
    }

    private static String frame(Presence from, ClientFrame.Send message, Kind kind) {
        return RoomCodec.encode(
                new RoomMessage.Message(message.id(), from.id(), kind, message.data(), Optional.empty()));
    }

    @Override
    public synchronized void received(Envelope envelope) {
        var event = RoomCodec.event(envelope.payload());
        if (event instanceof RoomEvent.Logged message) {
            log.note(message, envelope.position().orElseThrow());
            var frame = RoomCodec.frame(envelope);
            presences.others(message.from(), feed -> feed.offer(envelope.position(), frame));
        } else if (event instanceof RoomEvent.Sent message) {
            var frame = RoomCodec.encode(new RoomMessage.Message(
                    message.id(), message.from(), Kind.EPHEMERAL, message.data(), Optional.empty()));
            presences.others(message.from(), feed -> feed.offerIfRoom(frame));
        } else if (event instanceof RoomEvent.Joined joined) {
            tellOthers(joined.participant(), new RoomMessage.Joined(joined.participant()));
        } else if (event instanceof RoomEvent.Left left) {
            tellOthers(left.participant(), new RoomMessage.Left(left.participant(), left.reason()));
        } else if (event instanceof RoomEvent.Stated stated) {
            tellOthers(stated.participant(), new RoomMessage.State(stated.participant()));
        } else if (event instanceof RoomEvent.Revoked ended) {
            revoke(ended);
        } else if (event instanceof RoomEvent.Noticed noticed) {
            notice(noticed);
        }
    }

    private void tellOthers(Participant subject, RoomMessage message) {
        var frame = RoomCodec.encode(message);
        presences.others(subject.id(), feed -> feed.offer(Optional.empty(), frame));
    }

    private void revoke(RoomEvent.Revoked ended) {
        if (!expected.isEmpty()) {
            revoked.put(ended.participant(), ended.code());
        }
        presences.of(ended.participant()).ifPresent(presence -> {
            if (presence.feed != null) {
                presence.feed.connection().close(ended.code());
                presence.feed = null;
            }
            remove(presence, ended.code() == CloseCode.REPLACED ? "replaced" : "removed");
        });
    }

    private void notice(RoomEvent.Noticed noticed) {
        var notice = noticed.notice();
        presences.all().stream()
                .filter(presence -> presence.grant.session().equals(noticed.owner()))
                .forEach(presence ->
                        presence.tell(new RoomMessage.Pairing(notice.id(), notice.state(), notice.participant())));
    }

    private void publish(RoomEvent event) {
        var unused = broadcaster.publish(topic, RoomCodec.encode(event));
    }

    /** Ends what has waited long enough: the time of grace, and signals that nobody took. */
    synchronized void tick() {
        var now = clock.instant();
        presences.all().stream()
                .filter(presence -> presence.feed == null
                        && presence.vanishedAt != null
                        && !presence.vanishedAt.plus(GRACE).isAfter(now))
                .forEach(presence -> remove(presence, "vanished"));
        signals.giveUp(now).forEach(this::undelivered);
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
        return presences.participants();
    }

    /** Whether nobody is here or about to come. */
    synchronized boolean isEmpty() {
        return presences.isEmpty() && expected.isEmpty();
    }

    void close() {
        subscription.close();
    }
}
