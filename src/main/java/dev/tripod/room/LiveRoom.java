package dev.tripod.room;

import dev.tripod.broadcast.Broadcaster;
import dev.tripod.broadcast.Envelope;
import dev.tripod.broadcast.Instances;
import dev.tripod.broadcast.Position;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A room with participants on this instance: its door, and who carries out what comes in from sockets and from other
 * instances. Everything it holds is guarded by its own lock; nothing under the lock blocks, and no call of the
 * container's waits for it while the container holds a lock of a socket. Who is here is told at once, who is elsewhere
 * through the room's topic; messages of the log come to everybody in the topic's order.
 */
final class LiveRoom implements Broadcaster.Listener {
    private final RoomId id;
    private final RoomParts parts;
    private final InstantSource clock;
    private final Broadcaster.Subscription subscription;
    private final Presences presences = new Presences();
    private final Revocations revocations = new Revocations();
    private final Elsewhere elsewhere = new Elsewhere(revocations);
    private final RoomRoster roster;
    private final RoomSignals signals;
    private final LogDelivery log;
    private final Membership membership;
    private final RoomTraffic traffic;
    /** Sockets that have not said hello. */
    private final Set<Connection> expected = new HashSet<>();

    private Instant refreshed;
    /** Whether the end of a grant may have been missed. */
    private boolean grantsInDoubt;

    LiveRoom(RoomId id, RoomParts parts) {
        this.id = id;
        this.parts = parts;
        this.clock = parts.clock();
        this.refreshed = clock.instant();
        var topic = RoomEvent.topic(id);
        var channel = new RoomChannel(topic, parts);
        this.signals = new RoomSignals(presences, elsewhere, channel::publishNow, clock, this::later);
        this.log =
                new LogDelivery(new RoomLog(parts.broadcaster(), topic), presences, clock, this::later, this::received);
        synchronized (this) { // what comes in waits until all is made
            this.subscription = parts.broadcaster().subscribe(topic, this);
            this.roster = new RoomRoster(topic, parts, subscription.ready(), this::reading, this::listed);
            this.membership = new Membership(presences, elsewhere, roster, signals, parts, channel::publish);
            this.traffic = new RoomTraffic(presences, elsewhere, membership, signals, channel);
        }
    }

    private void later(Runnable work) {
        parts.threads().execute(() -> {
            synchronized (this) {
                work.run();
            }
        });
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
        expected.remove(connection);
        var code = revocations.codeFor(grant.participant());
        if (code.isPresent()) {
            connection.close(code.get());
            return;
        }
        var presence = new Presence(grant, clock.millis());
        var feed = new Feed(connection);
        presence.feed = feed;
        membership.come(presence);
        var unused = roster.read()
                .thenCompose(read -> log.history(after))
                .thenAccept(history -> welcome(room, presence, feed, after, history))
                .exceptionally(failure -> {
                    connection.send(new RoomMessage.Failure(
                            "unavailable", Optional.empty(), "What you have missed cannot be read now"));
                    connection.close(CloseCode.SLOW_READER); // it comes back with its position
                    return null;
                });
    }

    private synchronized void welcome(
            Room room, Presence presence, Feed feed, Optional<Position> after, Broadcaster.History history) {
        var resumption = Resumption.of(history, after, presence.id());
        feed.start(
                new RoomMessage.Welcome(
                        presence.participant(),
                        new RoomMessage.RoomView(id.value(), room.name()),
                        membership.everybody(),
                        resumption.position(),
                        resumption.recovered()),
                resumption.missed(),
                resumption.end());
        signals.handAll(presence);
    }

    /** A socket is gone, with the code that it was closed with. */
    synchronized void left(Connection connection, int code) {
        expected.remove(connection);
        presences.of(connection).ifPresent(presence -> {
            membership.vanish(presence);
            switch (code) {
                case CloseCode.GOODBYE -> membership.leave(presence, "goodbye");
                case CloseCode.SESSION_ENDED -> membership.leave(presence, "ended");
                default -> {} // it may come back within the time of grace
            }
        });
    }

    /** Carries out what a participant sent; what comes over a socket that is no longer its own is ignored. */
    synchronized void received(Connection connection, ClientFrame frame) {
        presences.of(connection).ifPresent(presence -> {
            if (frame instanceof ClientFrame.Send message) {
                send(presence, connection, message);
            } else if (frame instanceof ClientFrame.Says says) {
                membership.says(presence, says.state());
            }
        });
    }

    private void send(Presence from, Connection connection, ClientFrame.Send message) {
        parts.counts().received(message.kind());
        switch (message.kind()) {
            case LOG -> {
                parts.instances().spoke();
                log.send(from, connection, message);
            }
            case SIGNAL -> signals.send(from, message);
            case EPHEMERAL -> traffic.send(from, message);
        }
    }

    @Override
    public synchronized void received(Envelope envelope) {
        var event = RoomCodec.event(envelope.payload());
        var own = envelope.origin().equals(parts.instances().self());
        if (!own) {
            parts.instances().heard(envelope.origin());
        }
        if (event instanceof RoomEvent.Logged message) {
            log.received(message, envelope);
        } else if (event instanceof RoomEvent.Revoked ended) {
            revoke(ended);
        } else if (event instanceof RoomEvent.Noticed noticed) {
            traffic.notice(noticed);
        } else if (!own) {
            traffic.received(event, envelope.origin());
        }
    }

    /** A grant has ended; it may be told more than once. */
    synchronized void revoke(RoomEvent.Revoked ended) {
        revocations.add(ended);
        sendAway(ended);
    }

    private void sendAway(RoomEvent.Revoked ended) {
        var reason = ended.code() == CloseCode.REPLACED ? "replaced" : "removed";
        presences
                .of(ended.participant())
                .ifPresentOrElse(
                        presence -> {
                            presence.closeFeed(ended.code());
                            membership.leave(presence, reason);
                        },
                        () -> membership.revoked(ended.participant(), reason));
    }

    /** Whether grants of those who are here have to be looked up, once for each time that one may have ended unheard. */
    synchronized boolean takeDoubt() {
        var doubt = grantsInDoubt && !presences.isEmpty();
        grantsInDoubt = false;
        return doubt;
    }

    /** They could not be looked up. */
    synchronized void doubtAgain() {
        grantsInDoubt = true;
    }

    /**
     * Sends those away whose grant is not in the room as it is stored. That may have been read from a replica that is behind, so
     * they may come again.
     */
    synchronized void check(Room stored) {
        for (var presence : presences.all()) {
            if (stored.grantOf(presence.id()).isEmpty()) {
                var replaced = stored.grants().stream().anyMatch(grant -> grant.replaces(presence.grant));
                sendAway(new RoomEvent.Revoked(presence.id(), replaced ? CloseCode.REPLACED : CloseCode.FORBIDDEN));
            }
        }
    }

    private synchronized void reading() {
        membership.reading();
    }

    private synchronized void listed(RoomRoster.Listed listed) {
        membership.listed(listed);
    }

    @Override
    public synchronized void gap() {
        membership.hears();
        grantsInDoubt = true;
    }

    @Override
    public synchronized void lost() {
        membership.deaf();
    }

    /** Whoever is here comes back with its position, and hears that it has missed something. */
    @Override
    public synchronized void missed() {
        log.forgetAll();
        presences.withFeeds().forEach(presence -> {
            presence.closeFeed(CloseCode.SLOW_READER);
            membership.vanish(presence);
        });
    }

    /** Another instance is gone. */
    synchronized void gone(String origin, Instances.Fate fate) {
        membership.gone(origin, fate);
    }

    /** Others think that nobody is here: makes them known again. */
    synchronized void makeKnown() {
        roster.readAgain();
    }

    synchronized boolean isOn(String origin) {
        return elsewhere.isOn(origin);
    }

    /** Ends what has waited long enough: the time of grace, and signals that nobody took. */
    synchronized void tick() {
        var now = clock.instant();
        membership.tick(now);
        signals.tick(now).forEach(parts.instances()::suspect);
        log.tick(now);
    }

    /** Keeps what is stored of the room, if that was not done for so long. */
    synchronized boolean refreshDue(Duration time) {
        var now = clock.instant();
        if (refreshed.plus(time).isAfter(now)) {
            return false;
        }
        refreshed = now;
        roster.refresh();
        return true;
    }

    synchronized List<Participant> participants() {
        return membership.everybody();
    }

    /** How many are on this instance. */
    synchronized int size() {
        return presences.all().size();
    }

    /** Whether nobody is here or about to come. */
    synchronized boolean isEmpty() {
        return presences.isEmpty() && expected.isEmpty();
    }

    /** This instance stops: nobody is on it any more. */
    synchronized void strikeOut() {
        membership.strikeOut();
    }

    void close() {
        subscription.close();
    }
}
