package dev.tripod.room;

import dev.tripod.broadcast.Broadcaster;
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
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The sockets and rooms that are live on this instance. Thread-safe. */
@Singleton
public final class RoomRegistry {
    private static final System.Logger LOG = System.getLogger(RoomRegistry.class.getName());
    private static final Duration REFRESH = Duration.ofHours(1);

    private final RoomService rooms;
    private final SessionService sessions;
    private final Broadcaster broadcaster;
    private final Settings settings;
    private final InstantSource clock;
    private final RoomThreads threads;

    /** Open sockets; each is added and removed by the container's call about it, or removed when it is given up. */
    private final Set<Visit> visits = ConcurrentHashMap.newKeySet();
    /** Rooms with participants here; made, entered and dropped in one atomic step of the map. */
    private final Map<RoomId, LiveRoom> live = new ConcurrentHashMap<>();
    /** Guarded by this: open while there is somebody who could have to go. */
    private Broadcaster.@Nullable Subscription endings;

    @Inject
    RoomRegistry(
            RoomService rooms,
            SessionService sessions,
            Broadcaster broadcaster,
            Settings settings,
            InstantSource clock,
            RoomThreads threads) {
        this.rooms = rooms;
        this.sessions = sessions;
        this.broadcaster = broadcaster;
        this.settings = settings;
        this.clock = clock;
        this.threads = threads;
    }

    InstantSource clock() {
        return clock;
    }

    /** Whether a session or an address has as many sockets as it may have. */
    boolean full(Visitor visitor) {
        var limits = settings.rooms();
        return count(other -> other.session().id().equals(visitor.session().id())) >= limits.socketsPerSession()
                || count(other -> other.address().equals(visitor.address())) >= limits.socketsPerAddress();
    }

    private long count(Predicate<Visitor> who) {
        return visits.stream().map(visit -> visit.visitor).filter(who).count();
    }

    /** A socket was opened; empty when it was closed again, since there is no such room for this session. */
    Optional<Visit> open(Wire wire, @Nullable Visitor visitor, String roomId) {
        var connection = new Connection(wire, clock);
        if (visitor == null) {
            connection.abort(CloseCode.SESSION_ENDED);
            return Optional.empty();
        }
        if (full(visitor)) {
            connection.abort(CloseCode.TOO_FAST);
            return Optional.empty();
        }
        var room = RoomId.parse(roomId).flatMap(rooms::find);
        var grant = room.flatMap(found -> found.grantOf(visitor.session().id()));
        if (grant.isEmpty()) {
            connection.abort(CloseCode.UNKNOWN_ROOM);
            return Optional.empty();
        }
        var rate = new FrameRate(settings.rooms().messagesPerSecond(), clock);
        var visit = new Visit(this, visitor, connection, room.orElseThrow(), grant.get(), rate);
        visit.nextTouch = clock.instant().plus(settings.sessions().idle().dividedBy(2));
        visits.add(visit);
        listen();
        return Optional.of(visit);
    }

    /** A socket has said hello: its participant is in the room from now on. */
    LiveRoom enter(Visit visit, Optional<dev.tripod.broadcast.Position> after) {
        return live.compute(visit.room.id(), (id, known) -> {
            var room = known == null ? new LiveRoom(id, broadcaster, clock) : known;
            room.enter(visit.room, visit.grant, visit.connection, after);
            return room;
        });
    }

    /** A socket is closed. */
    void closed(Visit visit, int code) {
        if (visits.remove(visit)) {
            visit.closed(code);
            dropIfEmpty(visit.room.id());
            listen();
        }
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
            endings = sessions.onEnd(this::end);
            threads.tickWith(this::tick);
        } else if (!needed && listening != null) {
            listening.close();
            endings = null;
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
        closed(visit, CloseCode.SESSION_ENDED);
    }

    /** Moves time on for every socket and room: limits, pings, grace, and the life of sessions and rooms in use. */
    void tick() {
        for (var visit : visits) {
            if (!visit.tick(clock)) {
                closed(visit, CloseCode.VANISHED);
            } else if (!visit.nextTouch.isAfter(clock.instant())) {
                visit.nextTouch =
                        clock.instant().plus(settings.sessions().idle().dividedBy(2));
                threads.execute(() -> touch(visit));
            }
        }
        live.forEach((id, room) -> {
            room.tick();
            if (room.refreshDue(REFRESH)) {
                threads.execute(() -> rooms.find(id));
            }
            dropIfEmpty(id);
        });
        listen();
    }

    /** An open socket is use of its session; one whose session is over is closed. */
    private void touch(Visit visit) {
        try {
            sessions.touch(visit.sessionKey).ifPresentOrElse(key -> visit.sessionKey = key, () -> end(visit));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "A session could not be touched; the next time will do", e);
        }
    }

    /** Who is in a room now. */
    List<Participant> participants(RoomId room) {
        var found = live.get(room);
        return found == null ? List.of() : found.participants();
    }

    /** How many sockets are open here. */
    public int sockets() {
        return visits.size();
    }

    /** How many rooms have participants here. */
    public int rooms() {
        return live.size();
    }

    /** How many participants are here, those in their time of grace included. */
    public int participants() {
        return live.values().stream()
                .mapToInt(room -> room.participants().size())
                .sum();
    }

    /** Closes every socket with 1012, since this instance stops. */
    @PreDestroy
    void stop() {
        visits.forEach(visit -> visit.connection.abort(CloseCode.RESTART));
        threads.awaitClosing();
    }
}
