package dev.tripod.room;

import dev.tripod.broadcast.Broadcaster;
import dev.tripod.broadcast.Roster;
import dev.tripod.cache.CacheName;
import dev.tripod.cache.LifetimeEntry;
import dev.tripod.cache.TripodCache;
import dev.tripod.problem.Problem;
import dev.tripod.problem.ProblemException;
import dev.tripod.session.RandomIds;
import dev.tripod.session.Session;
import dev.tripod.session.SessionId;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.MutableEntry;
import org.jspecify.annotations.Nullable;

/** Rooms and who may join them. Changes are compare-and-set and reach sockets on all instances. */
@Singleton
public final class RoomService {
    /** How many grants a room has at most. */
    static final int MAX_GRANTS = 64;

    private static final String UNNAMED = "Room";

    /** A room lives a day after its last use, which is written down at most every hour. */
    private static final Duration LIFETIME = Duration.ofHours(25);

    private static final Duration NOTED_EVERY = Duration.ofHours(1);

    private final TripodCache<String, Room> cache;
    private final Broadcaster broadcaster;
    private final Roster roster;
    private final InstantSource clock;
    /** Set once, by who is made after this and before there are sockets; read by whichever thread ends a grant. */
    private volatile BiConsumer<RoomId, RoomEvent.Revoked> ending = (room, ended) -> {};

    @Inject
    RoomService(
            @CacheName(RoomProducer.ROOMS) TripodCache<String, Room> cache,
            Broadcaster broadcaster,
            Roster roster,
            InstantSource clock) {
        this.cache = cache;
        this.broadcaster = broadcaster;
        this.roster = roster;
        this.clock = clock;
    }

    /** Makes a room; its owner gets the role {@link Role#DESKTOP}. */
    public Room create(Session owner, Optional<String> name) {
        var id = new RoomId(RandomIds.base64url(16));
        var grant = new Grant(
                newParticipant(), owner.id(), Role.DESKTOP, owner.name().orElse("Desktop"));
        var room = new Room(id, name.orElse(UNNAMED), owner.id(), List.of(grant), List.of(), clock.instant());
        cache.putIfAbsent(id.value(), room, LIFETIME); // the id is random and so nobody's yet
        return room;
    }

    /** The room, which counts as use of it. */
    Optional<Room> find(RoomId room) {
        var found = Optional.ofNullable(cache.get(room.value()));
        found.filter(known -> !known.used().plus(NOTED_EVERY).isAfter(clock.instant()))
                .ifPresent(known -> noteUse(room));
        return found;
    }

    private void noteUse(RoomId room) {
        cache.<@Nullable Void>invoke(room.value(), (entry, arguments) -> {
            var found = entry.getValue();
            if (found != null) {
                lasting(entry).setQuietly(found.usedAt(clock.instant()), LIFETIME);
            }
            return null;
        });
    }

    @SuppressWarnings("unchecked")
    private static LifetimeEntry<String, Room> lasting(MutableEntry<String, Room> entry) {
        return entry.unwrap(LifetimeEntry.class);
    }

    /** Who is in a room that nobody is in on this instance; nobody while that cannot be found out. */
    List<Participant> participants(RoomId room) {
        try {
            return roster.read(RoomEvent.topic(room)).join().stream()
                    .flatMap(line -> RoomCodec.event(line.value()) instanceof RoomEvent.Joined joined
                            ? Stream.of(joined.participant())
                            : Stream.empty())
                    .toList();
        } catch (CompletionException e) {
            return List.of();
        }
    }

    /** The room if the session has a grant for it, else the problem {@code ROOM_UNKNOWN}. */
    public Room require(RoomId room, SessionId session) {
        return find(room, session).orElseThrow(() -> new ProblemException(Problem.ROOM_UNKNOWN));
    }

    /** The room if the session has a grant for it, also one that is newer than what is known here. */
    Optional<Room> find(RoomId room, SessionId session) {
        return find(room)
                .flatMap(found -> found.grantOf(session).isPresent() ? Optional.of(found) : current(room))
                .filter(found -> found.grantOf(session).isPresent());
    }

    /** The room as it is in the store, for who misses something in the copy that is near: it may be older. */
    Optional<Room> current(RoomId room) {
        return Optional.ofNullable(cache.getFresh(room.value()));
    }

    private record Admitted(Grant grant, List<Grant> ended) {}

    /**
     * Grants a session a role. The same session again keeps its participant; a new camera revokes the one there was
     * and closes its socket with 4409. The same admission again changes nothing, and brings nobody back who has been
     * removed or replaced since: {@code FORBIDDEN}. {@code ROOM_UNKNOWN} when the room is gone, {@code TOO_MANY} when
     * it is full.
     */
    public Grant admit(RoomId room, SessionId session, Role role, String name, AdmissionId admission) {
        var fresh = newParticipant();
        var admitted = change(room, found -> {
            if (found.admissions().contains(admission)) {
                var grant = found.grantOf(session)
                        .orElseThrow(() -> new ProblemException(Problem.FORBIDDEN, "This place has been taken back"));
                return new Changed<>(found, new Admitted(grant, List.of()));
            }
            var participant = found.grantOf(session).map(Grant::participant).orElse(fresh);
            return admit(
                    found.admitted(admission), new Grant(participant, session, roleOf(found, session, role), name));
        });
        admitted.ended().forEach(grant -> end(room, new RoomEvent.Revoked(grant.participant(), CloseCode.REPLACED)));
        return admitted.grant();
    }

    private static Changed<Admitted> admit(Room room, Grant grant) {
        Predicate<Grant> same = other -> other.participant().equals(grant.participant());
        Predicate<Grant> ended = same.negate().and(grant::replaces);
        var next = room.with(grant, same.or(ended));
        if (next.grants().size() > MAX_GRANTS) {
            throw new ProblemException(Problem.TOO_MANY, "The room is full");
        }
        return new Changed<>(
                next, new Admitted(grant, room.grants().stream().filter(ended).toList()));
    }

    /** The owner stays the desktop, whatever it claims. */
    private static Role roleOf(Room room, SessionId session, Role role) {
        return room.owner().equals(session) ? Role.DESKTOP : role;
    }

    /** Revokes a grant and closes its socket with 4403; unknown ones are no error, the owner's own stays. */
    public void remove(RoomId room, ParticipantId participant) {
        var removed = change(room, found -> {
            var mine = found.grantOf(participant)
                    .filter(grant -> !grant.session().equals(found.owner()))
                    .isPresent();
            return new Changed<>(mine ? found.without(participant) : found, mine);
        });
        if (removed) {
            end(room, new RoomEvent.Revoked(participant, CloseCode.FORBIDDEN));
        }
    }

    /** So that whoever comes in somebody's place does not come before that one has gone, as far as this instance goes. */
    private void end(RoomId room, RoomEvent.Revoked ended) {
        ending.accept(room, ended);
        tell(room, ended);
    }

    /** Is told of grants that end through this instance, at once; all are told through the room's topic. */
    void tellAtOnce(BiConsumer<RoomId, RoomEvent.Revoked> listener) {
        ending = listener;
    }

    /** Tells a room's owner, on whichever instance its socket is, what became of a pairing. */
    public void tellOwner(RoomId room, SessionId owner, PairingNotice notice) {
        tell(room, new RoomEvent.Noticed(owner, notice));
    }

    /**
     * The frame {@code pairing} of the room protocol.
     *
     * @param state {@code claimed}, {@code cancelled} or {@code expired}
     * @param participant who claimed it
     */
    public record PairingNotice(String id, String state, Optional<ParticipantId> participant) {}

    private void tell(RoomId room, RoomEvent event) {
        broadcaster.announce(RoomEvent.topic(room), RoomCodec.encode(event));
    }

    private record Changed<T>(Room room, T result) {}

    private interface Change<T> {
        Changed<T> of(Room room);
    }

    private <T> T change(RoomId room, Change<T> change) {
        try {
            return cache.invoke(room.value(), (entry, arguments) -> {
                var found = entry.getValue();
                if (found == null) {
                    throw new ProblemException(Problem.ROOM_UNKNOWN);
                }
                var changed = change.of(found);
                if (!changed.room().equals(found)) {
                    lasting(entry).setValue(changed.room().usedAt(clock.instant()), LIFETIME);
                }
                return changed.result();
            });
        } catch (EntryProcessorException e) {
            throw e.getCause() instanceof ProblemException problem ? problem : e;
        }
    }

    private static ParticipantId newParticipant() {
        return new ParticipantId(RandomIds.base64url(12));
    }
}
