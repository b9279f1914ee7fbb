package dev.tripod.room;

import dev.tripod.broadcast.Broadcaster;
import dev.tripod.broadcast.Instances;
import dev.tripod.config.Settings;
import dev.tripod.session.SessionId;
import dev.tripod.session.SessionService;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The sockets and rooms that are live on this instance. Thread-safe. */
@Singleton
public class RoomRegistry implements Instances.Listener {
    private static final System.Logger LOG = System.getLogger(RoomRegistry.class.getName());
    private static final Duration REFRESH = Duration.ofHours(1);
    private static final Duration GOODBYE = Duration.ofSeconds(1);

    private final RoomService rooms;
    private final SessionService sessions;
    private final Settings settings;
    private final InstantSource clock;
    private final RoomThreads threads;
    private final RoomParts parts;
    private final SessionTouches touches;

    /** Open sockets; each is added and removed by the container's call about it, or removed when it is given up. */
    private final Set<Visit> visits = ConcurrentHashMap.newKeySet();
    /** Rooms with sockets or participants here; made, awaiting sockets, and dropped in one atomic step of the map. */
    private final Map<RoomId, LiveRoom> live = new ConcurrentHashMap<>();
    /** Guarded by this: open while there is somebody who could have to go. */
    private Broadcaster.@Nullable Subscription endings;
    /** Set before the sockets are closed, read after one was added: so none is left out. */
    private volatile boolean stopped;

    @Inject
    RoomRegistry(RoomService rooms, SessionService sessions, Settings settings, RoomThreads threads, RoomParts parts) {
        this.rooms = rooms;
        this.sessions = sessions;
        this.settings = settings;
        this.threads = threads;
        this.parts = parts;
        this.clock = parts.clock();
        this.touches = new SessionTouches(sessions, settings.sessions().idle(), threads, clock, this::end);
        parts.instances().listen(this);
        rooms.tellAtOnce(this::revoked);
    }

    /** Whether a session or an address has as many sockets as it may have. */
    boolean full(Visitor visitor) {
        return exceeds(visitor, 1);
    }

    private boolean exceeds(Visitor visitor, int more) {
        var limits = settings.rooms();
        return more
                                + count(other -> other.session()
                                        .id()
                                        .equals(visitor.session().id()))
                        > limits.socketsPerSession()
                || more + count(other -> other.address().equals(visitor.address())) > limits.socketsPerAddress();
    }

    private long count(Predicate<Visitor> who) {
        return visits.stream().map(visit -> visit.visitor).filter(who).count();
    }

    /** A socket was opened; empty when it was closed again, since there is no such room for this session. */
    Optional<Visit> open(Wire wire, @Nullable Visitor visitor, String roomId) {
        var connection = new Connection(wire, parts.counts(), clock);
        if (visitor == null) {
            return refuse(connection, CloseCode.SESSION_ENDED);
        }
        var visit = RoomId.parse(roomId).flatMap(id -> visit(visitor, connection, id));
        if (visit.isEmpty()) {
            return refuse(connection, CloseCode.UNKNOWN_ROOM);
        }
        visits.add(visit.get());
        if (exceeds(visitor, 0)) { // some came at once, and all passed the look at the handshake
            closed(visit.get(), CloseCode.VANISHED);
            return refuse(connection, CloseCode.TOO_FAST);
        }
        if (stopped) {
            closed(visit.get(), CloseCode.VANISHED);
            return refuse(connection, CloseCode.RESTART);
        }
        listen();
        return visit;
    }

    private static Optional<Visit> refuse(Connection connection, int code) {
        connection.abort(code);
        return Optional.empty();
    }

    private Optional<Visit> visit(Visitor visitor, Connection connection, RoomId id) {
        var room = expect(id, connection);
        var found = Optional.<Room>empty();
        try {
            found = rooms.find(id, visitor.session().id());
        } finally {
            if (found.isEmpty()) {
                room.left(connection, CloseCode.VANISHED);
                dropIfEmpty(id);
            }
        }
        var rate = new FrameRate(settings.rooms().messagesPerSecond(), clock);
        var visit = found.map(stored -> new Visit(visitor, connection, room, stored, rate, clock));
        visit.ifPresent(touches::plan);
        return visit;
    }

    private LiveRoom expect(RoomId id, Connection connection) {
        return live.compute(id, (key, known) -> {
            var room = known == null ? new LiveRoom(id, parts) : known;
            room.expect(connection);
            return room;
        });
    }

    /** A socket is closed. */
    void closed(Visit visit, int code) {
        if (visits.remove(visit)) {
            leave(visit, code);
        }
    }

    private void leave(Visit visit, int code) {
        visit.closed(code);
        dropIfEmpty(visit.room.id());
        listen();
    }

    private void dropIfEmpty(RoomId id) {
        live.computeIfPresent(id, (key, room) -> {
            if (!room.isEmpty()) {
                return room;
            }
            room.close();
            return null;
        });
    }

    /** Listens for ended sessions, and lets time pass, while somebody is here. */
    private synchronized void listen() {
        var needed = !visits.isEmpty() || !live.isEmpty();
        var listening = endings;
        if (needed && listening == null) {
            endings = sessions.onEnd(this::end, () -> touches.doubt(visits));
            parts.instances().occupied(true);
            threads.tickWith(this::tick);
        } else if (!needed && listening != null) {
            listening.close();
            endings = null;
            parts.instances().occupied(false);
            threads.stopTicking();
        }
    }

    private void end(SessionId session) {
        visits.stream()
                .filter(visit -> visit.visitor.session().id().equals(session))
                .forEach(this::end);
    }

    private void end(Visit visit) {
        visit.connection.close(CloseCode.SESSION_ENDED);
        leave(visit, CloseCode.SESSION_ENDED); // the socket stays in sight until it is really closed
    }

    /** Moves time on for every socket and room: limits, pings, grace, and the life of sessions and rooms in use. */
    void tick() {
        for (var visit : visits) {
            if (!visit.tick(clock)) {
                closed(visit, CloseCode.VANISHED);
            } else if (!visit.connection.over()) {
                touches.touchIfDue(visit, visits);
            }
        }
        parts.instances().tick();
        live.forEach((id, room) -> {
            room.tick();
            if (room.refreshDue(REFRESH)) {
                threads.executeBlocking(() -> rooms.find(id));
            }
            if (room.takeDoubt()) {
                threads.executeBlocking(() -> checkGrants(id, room));
            }
            dropIfEmpty(id);
        });
        listen();
    }

    /** News of other instances did not arrive for a while; one of them may have been that a grant has ended. */
    private void checkGrants(RoomId id, LiveRoom room) {
        try {
            rooms.current(id).ifPresent(room::check);
        } catch (RuntimeException e) {
            room.doubtAgain();
            LOG.log(System.Logger.Level.DEBUG, "Grants could not be looked up; the next time will do", e);
        }
    }

    private void revoked(RoomId room, RoomEvent.Revoked ended) {
        var found = live.get(room);
        if (found != null) {
            found.revoke(ended);
        }
    }

    /** Who is in a room now, on whichever instance. */
    List<Participant> participants(RoomId room) {
        var found = live.get(room);
        return found == null ? rooms.participants(room) : found.participants();
    }

    @Override
    public void gone(String origin, Instances.Fate fate) {
        live.values().forEach(room -> room.gone(origin, fate));
    }

    @Override
    public boolean concerns(String origin) {
        return live.values().stream().anyMatch(room -> room.isOn(origin));
    }

    @Override
    public void thoughtGone() {
        live.values().forEach(LiveRoom::makeKnown);
    }

    /** How many sockets are open here. */
    public int sockets() {
        return visits.size();
    }

    /** How many rooms have participants here. */
    public int rooms() {
        return (int) live.values().stream().filter(room -> room.size() > 0).count();
    }

    /** How many participants are here, those in their time of grace included. */
    public int participants() {
        return live.values().stream().mapToInt(LiveRoom::size).sum();
    }

    /** Closes every socket with 1012, since this instance stops. */
    @PreDestroy
    void stop() {
        stopped = true;
        leaveOthers();
        visits.forEach(visit -> visit.connection.abort(CloseCode.RESTART));
        threads.awaitClosing();
    }

    /** The others let this instance's participants come back elsewhere. */
    private void leaveOthers() {
        if (live.isEmpty()) {
            return;
        }
        live.values().forEach(LiveRoom::strikeOut);
        try {
            parts.instances().sayGoodbye().get(GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(System.Logger.Level.DEBUG, "Other instances were not told that this one stops", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
