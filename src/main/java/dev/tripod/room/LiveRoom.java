package dev.tripod.room;

import dev.tripod.broadcast.Broadcaster;
import dev.tripod.broadcast.Envelope;
import dev.tripod.broadcast.Instances;
import dev.tripod.broadcast.Position;
import dev.tripod.broadcast.Topic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A room with participants on this instance. Everything it holds is guarded by its own lock; nothing under the lock
 * blocks, and no call of the container's waits for it while the container holds a lock of a socket. Who is here is told
 * at once, who is elsewhere through the room's topic; messages of the log come to everybody in the topic's order.
 */
final class LiveRoom implements Broadcaster.Listener {
    static final Duration GRACE = Duration.ofSeconds(15);
    /** A stream that is away no longer than this is nobody's business. */
    static final Duration SILENCE = Duration.ofSeconds(3);

    private static final Duration READ_AGAIN_AFTER = Duration.ofSeconds(2);

    /** Who waits to hear that a message stands in the log. */
    private record Waiting(Connection connection, String id) {}

    private final RoomId id;
    private final RoomParts parts;
    private final InstantSource clock;
    private final Topic topic;
    private final RoomLog log;
    private final Broadcaster.Subscription subscription;
    private final Presences presences = new Presences();
    private final Elsewhere elsewhere = new Elsewhere();
    private final RoomRoster roster;
    private final RoomSignals signals;
    /** Who has a message of the log before it has a place there, by the message's name. */
    private final Map<String, Set<Presence>> early = new HashMap<>();
    /** Messages of the log that have not come back from there, by name. */
    private final Map<String, List<Waiting>> unacknowledged = new HashMap<>();
    /** Sockets that have not said hello. */
    private final Set<Connection> expected = new HashSet<>();
    /** Grants that ended while sockets were expected, with the code for them; one of those may have it. */
    private final Map<ParticipantId, Integer> revoked = new HashMap<>();

    /** Ends when others were told of all changes of the roster. */
    private CompletableFuture<Void> announced = CompletableFuture.completedFuture(null);

    private Instant refreshed;
    private @Nullable Instant deafSince;
    private @Nullable Instant readLogAt;

    LiveRoom(RoomId id, RoomParts parts) {
        this.id = id;
        this.parts = parts;
        this.clock = parts.clock();
        this.refreshed = clock.instant();
        this.topic = RoomEvent.topic(id);
        this.log = new RoomLog(parts.broadcaster(), topic);
        this.signals = new RoomSignals(presences, elsewhere, this::publish, clock, this::later);
        this.subscription = parts.broadcaster().subscribe(topic, this);
        this.roster = new RoomRoster(topic, parts, subscription.ready(), this::reading, this::listed);
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
        var code = revoked.get(grant.participant());
        noLongerExpected(connection);
        if (code != null) {
            connection.close(code);
            return;
        }
        var presence = new Presence(grant, clock.millis());
        var feed = new Feed(connection);
        presence.feed = feed;
        come(presence);
        var unused = roster.read()
                .thenCompose(read -> history(after))
                .thenAccept(history -> welcome(room, presence, feed, after, history))
                .exceptionally(failure -> {
                    connection.send(new RoomMessage.Failure(
                            "unavailable", Optional.empty(), "What you have missed cannot be read now"));
                    connection.close(CloseCode.SLOW_READER); // it comes back with its position
                    return null;
                });
    }

    private void noLongerExpected(Connection connection) {
        expected.remove(connection);
        if (expected.isEmpty()) {
            revoked.clear();
        }
    }

    private void come(Presence presence) {
        var here = presences.of(presence.id());
        var there = elsewhere.take(presence.id());
        here.ifPresent(before -> succeed(presence, before));
        there.ifPresent(other -> presence.state = other.participant().state());
        presences.put(presence);
        if (here.filter(before -> before.grant.equals(presence.grant)).isPresent()) {
            return; // everybody knows it, and that it is here
        }
        var known = there.filter(other -> presence.isLike(other.participant()));
        announce(roster.put(presence), new RoomEvent.Joined(presence.participant(), presence.since));
        if (known.isEmpty()) {
            tellOthers(presence.id(), new RoomMessage.Joined(presence.participant()));
        }
    }

    private static void succeed(Presence next, Presence before) {
        next.state = before.state;
        if (before.feed != null) {
            before.feed.connection().close(CloseCode.REPLACED);
        }
    }

    /** While the log cannot be read, what is in memory has to do, unless somebody would miss something by that. */
    private CompletableFuture<Broadcaster.History> history(Optional<Position> after) {
        return log.after(after).exceptionallyCompose(failure -> {
            readLogAgain();
            var recent = log.recentAfter(after);
            return after.isPresent() && !recent.complete()
                    ? CompletableFuture.failedFuture(failure)
                    : CompletableFuture.completedFuture(recent);
        });
    }

    private synchronized void readLogAgain() {
        readLogAt = clock.instant().plus(READ_AGAIN_AFTER);
    }

    /** Reads the log, of which those who are here have seen nothing; what stands in it they hear now. */
    private void readLog() {
        readLogAt = null;
        var unused = log.after(Optional.empty())
                .thenAccept(history -> history.entries().forEach(this::received))
                .exceptionally(failure -> {
                    readLogAgain();
                    return null;
                });
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
                        everybody(),
                        position,
                        recovered),
                missed,
                history.end());
        signals.handAll(presence);
    }

    private List<Participant> everybody() {
        return Stream.concat(presences.participants().stream(), elsewhere.participants().stream())
                .toList();
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
        signals.giveUp(presence.id());
        announce(roster.remove(presence), new RoomEvent.Left(presence.participant(), reason));
        tellOthers(presence.id(), new RoomMessage.Left(presence.participant(), reason));
    }

    /** Carries out what a participant sent; what comes over a socket that is no longer its own is ignored. */
    synchronized void received(Connection connection, ClientFrame frame) {
        presences.of(connection).ifPresent(presence -> {
            if (frame instanceof ClientFrame.Send message) {
                send(presence, connection, message);
            } else if (frame instanceof ClientFrame.Says says) {
                presence.state = says.state();
                announce(roster.put(presence), new RoomEvent.Stated(presence.participant()));
                tellOthers(presence.id(), new RoomMessage.State(presence.participant()));
            }
        });
    }

    private void send(Presence from, Connection connection, ClientFrame.Send message) {
        switch (message.kind()) {
            case LOG -> append(from, connection, message);
            case SIGNAL -> signals.send(from, message);
            case EPHEMERAL -> ephemeral(from, message);
        }
    }

    private void append(Presence from, Connection connection, ClientFrame.Send message) {
        parts.instances().spoke();
        var event = new RoomEvent.Logged(from.id(), message.id(), message.data());
        var name = RoomLog.name(event);
        unacknowledged.computeIfAbsent(name, none -> new ArrayList<>()).add(new Waiting(connection, message.id()));
        var unused = log.append(event)
                .whenComplete((position, failure) -> later(() -> {
                    if (failure != null) {
                        refuse(name);
                    } else if (log.reaches(position)) { // it was sent again, and has come here before
                        acknowledge(name, position);
                    }
                }));
    }

    /**
     * Acknowledges a message when it comes back from the log, or has before: a client may take the acknowledgement's
     * position for its own.
     */
    private void acknowledge(String name, Position position) {
        waiting(name).forEach(waiting -> {
            if (presences.of(waiting.connection()).isPresent()) { // else it has missed others by now
                waiting.connection().send(new RoomMessage.Ack(waiting.id(), Optional.of(position)));
            }
        });
    }

    private void refuse(String name) {
        waiting(name).forEach(waiting -> waiting.connection()
                .send(new RoomMessage.Failure(
                        "unavailable", Optional.of(waiting.id()), "The room's log cannot be reached")));
    }

    private List<Waiting> waiting(String name) {
        return Optional.ofNullable(unacknowledged.remove(name)).orElse(List.of());
    }

    /** Whoever is elsewhere is told only when somebody there is meant. */
    private void ephemeral(Presence from, ClientFrame.Send message) {
        deliver(new RoomEvent.Sent(from.id(), message.id(), message.to(), message.data()));
        var meant = message.to().map(to -> elsewhere.of(to).isPresent()).orElse(!elsewhere.isEmpty());
        if (meant) {
            var unused = publish(new RoomEvent.Sent(from.id(), message.id(), message.to(), message.data()));
        }
    }

    private void deliver(RoomEvent.Sent message) {
        var frame = RoomSignals.frame(message.from(), message.id(), message.data(), Kind.EPHEMERAL);
        if (message.to().isEmpty()) {
            presences.others(message.from(), feed -> feed.offerIfRoom(frame));
        } else {
            presences
                    .of(message.to().get())
                    .flatMap(to -> Optional.ofNullable(to.feed))
                    .ifPresent(feed -> feed.offerIfRoom(frame));
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
            logged(message, envelope);
        } else if (event instanceof RoomEvent.Revoked ended) {
            revoke(ended);
        } else if (event instanceof RoomEvent.Noticed noticed) {
            notice(noticed);
        } else if (!own) {
            fromElsewhere(event, envelope.origin());
        }
    }

    private void logged(RoomEvent.Logged message, Envelope envelope) {
        var name = RoomLog.name(message);
        var frame = RoomCodec.frame(envelope);
        if (envelope.position().isEmpty()) {
            if (!log.stands(message)) { // its entry may be here before anybody knows that it was written
                presences.others(message.from(), feed -> feed.offer(Optional.empty(), frame));
                early.put(name, Set.copyOf(presences.withFeeds()));
            }
            return;
        }
        var have = early.getOrDefault(name, Set.of());
        early.remove(name);
        if (log.note(envelope)) {
            presences.others(
                    message.from(),
                    presence -> !have.contains(presence),
                    feed -> feed.offer(envelope.position(), frame));
        }
        have.forEach(presence -> presence.passed(envelope.position().get()));
        acknowledge(name, envelope.position().get());
    }

    private void fromElsewhere(RoomEvent event, String origin) {
        if (event instanceof RoomEvent.Sent message) {
            deliver(message);
        } else if (event instanceof RoomEvent.Joined joined) {
            joined(joined, origin);
        } else if (event instanceof RoomEvent.Left left) {
            tell(elsewhere.left(left.participant().id(), origin, left.reason()));
        } else if (event instanceof RoomEvent.Stated stated) {
            tell(elsewhere.stated(stated.participant(), origin));
        } else if (event instanceof RoomEvent.Signalled signal) {
            if (presences.of(signal.to()).isPresent()) {
                signals.take(signal);
            }
        } else if (event instanceof RoomEvent.Handed handed) {
            signals.handed(handed);
        }
    }

    /** Somebody is on another instance: if it was here before, it has moved. */
    private void joined(RoomEvent.Joined joined, String origin) {
        var participant = joined.participant();
        var here = presences.of(participant.id());
        if (here.filter(mine -> mine.since > joined.since()).isPresent()) {
            return;
        }
        here.ifPresent(mine -> {
            if (mine.feed != null) {
                mine.feed.connection().close(CloseCode.REPLACED);
                mine.feed = null;
            }
            presences.remove(mine);
            var unused = roster.remove(mine);
        });
        var news = elsewhere.joined(participant, origin, joined.since());
        var asBefore = here.filter(mine -> mine.isLike(participant)).isPresent();
        tell(asBefore ? Optional.empty() : news);
        signals.sendAfter(participant.id(), origin);
    }

    private void tell(Optional<RoomMessage> news) {
        news.ifPresent(message -> tellOthers(null, message));
    }

    private void tellOthers(@Nullable ParticipantId subject, RoomMessage message) {
        var frame = RoomCodec.encode(message);
        presences.others(subject, feed -> feed.offer(Optional.empty(), frame));
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

    /**
     * Tells others of a change after it is in the roster, or could not be written there: whoever begins to listen too
     * late for the news reads a roster that has it. Such news goes out in order.
     */
    private void announce(CompletableFuture<Void> written, RoomEvent event) {
        announced = CompletableFuture.allOf(announced, written).thenRun(() -> {
            var unused = publish(event);
        });
    }

    private CompletableFuture<Void> publish(RoomEvent event) {
        parts.instances().spoke();
        return parts.broadcaster().publish(topic, RoomCodec.encode(event));
    }

    private synchronized void reading() {
        elsewhere.reading();
    }

    /** The roster was read: who is elsewhere, and whether all who are here stand in it. */
    private synchronized void listed(RoomRoster.Listed listed) {
        for (var other : listed.elsewhere()) {
            parts.instances().dependOn(other.origin());
            presences
                    .of(other.id())
                    .filter(mine -> mine.since <= other.since())
                    .ifPresent(
                            mine -> joined(new RoomEvent.Joined(other.participant(), other.since()), other.origin()));
        }
        var others = listed.elsewhere().stream()
                .filter(other -> presences.of(other.id()).isEmpty())
                .toList();
        elsewhere.listed(others).forEach(message -> tellOthers(null, message));
        presences.all().stream()
                .filter(presence -> !listed.here().contains(presence.id()))
                .forEach(presence ->
                        announce(roster.put(presence), new RoomEvent.Joined(presence.participant(), presence.since)));
    }

    /** Messages of others arrive again. */
    @Override
    public synchronized void gap() {
        deafSince = null;
        elsewhere.reachable(true).forEach(message -> tellOthers(null, message));
        roster.readAgain();
    }

    @Override
    public synchronized void lost() {
        deafSince = clock.instant();
    }

    /** Whoever is here comes back with its position, and hears that it has missed something. */
    @Override
    public synchronized void missed() {
        unacknowledged.clear();
        presences.all().forEach(presence -> {
            if (presence.feed != null) {
                presence.feed.connection().close(CloseCode.SLOW_READER);
                presence.feed = null;
                presence.vanishedAt = clock.instant();
            }
        });
    }

    /** Another instance is gone; who was on it either comes back on another or has left. */
    synchronized void gone(String origin, Instances.Fate fate) {
        switch (fate) {
            case STOPPED -> elsewhere.stopped(origin, clock.instant());
            case SILENT -> vanished(elsewhere.gone(origin));
        }
    }

    private void vanished(List<Elsewhere.Other> others) {
        roster.remove(others);
        others.forEach(other -> tellOthers(null, new RoomMessage.Left(other.participant(), "vanished")));
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
        presences.all().stream()
                .filter(presence -> presence.feed == null
                        && presence.vanishedAt != null
                        && !presence.vanishedAt.plus(GRACE).isAfter(now))
                .forEach(presence -> remove(presence, "vanished"));
        vanished(elsewhere.giveUp(now, GRACE));
        signals.tick(now).forEach(parts.instances()::suspect);
        if (deafSince != null && !deafSince.plus(SILENCE).isAfter(now)) {
            elsewhere.reachable(false).forEach(message -> tellOthers(null, message));
        }
        if (readLogAt != null && !readLogAt.isAfter(now)) {
            readLog();
        }
        roster.tick();
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
        return everybody();
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
        presences.all().forEach(presence -> {
            var unused = roster.remove(presence);
        });
    }

    void close() {
        subscription.close();
    }
}
