package dev.tripod.room;

import dev.tripod.problem.Answers;
import dev.tripod.problem.Problem;
import dev.tripod.problem.ProblemException;
import dev.tripod.session.CurrentSession;
import dev.tripod.session.DisplayName;
import dev.tripod.session.RateLimits;
import dev.tripod.session.Session;
import dev.tripod.session.SessionKind;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes rooms, shows them to those who are in them, and lets owners remove somebody. */
@Path("rooms")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class RoomResource {
    private static final RateLimits.Limit CREATIONS = new RateLimits.Limit("room-create", 30, Duration.ofMinutes(1));

    @Inject
    CurrentSession current;

    @Inject
    RoomService rooms;

    @Inject
    RoomRegistry registry;

    @Inject
    RateLimits limits;

    /** What a room may be made with. */
    public record CreateRequest(@Nullable String name) {}

    /** A room just made. */
    public record Created(String id, String name) {}

    /** A room with whoever is in it now. */
    public record RoomView(String id, String name, List<ParticipantView> participants) {}

    /** Somebody in a room. */
    public record ParticipantView(String id, String name, Role role, Object state) {
        static ParticipantView of(Participant participant) {
            return new ParticipantView(
                    participant.id().value(), participant.name(), participant.role(), participant.state());
        }
    }

    @Answers(
            value = "Makes a room",
            status = 201,
            body = Created.class,
            problems = {Problem.INVALID, Problem.SESSION_MISSING, Problem.FORBIDDEN, Problem.TOO_MANY})
    @POST
    public Response create(@Nullable CreateRequest request) {
        var owner = person();
        limits.take(CREATIONS, owner.id().value());
        var room = rooms.create(owner, DisplayName.clean(request == null ? null : request.name()));
        return Response.status(Response.Status.CREATED)
                .entity(new Created(room.id().value(), room.name()))
                .build();
    }

    @Answers(
            value = "Shows a room and who is in it",
            problems = {Problem.SESSION_MISSING, Problem.ROOM_UNKNOWN})
    @GET
    @Path("{id}")
    public RoomView show(@PathParam("id") String id) {
        var room = require(id, current.require());
        var present = registry.participants(room.id());
        var granted = grantsOf(room, present);
        var participants = present.stream()
                .filter(participant -> granted.grantOf(participant.id()).isPresent()) // others are about to leave
                .map(ParticipantView::of)
                .toList();
        return new RoomView(room.id().value(), room.name(), participants);
    }

    @Answers(
            value = "Removes somebody for good; the owner does",
            problems = {Problem.SESSION_MISSING, Problem.FORBIDDEN, Problem.NOT_FOUND, Problem.ROOM_UNKNOWN})
    @DELETE
    @Path("{id}/participants/{participant}")
    public void remove(@PathParam("id") String id, @PathParam("participant") String participant) {
        var session = current.require();
        var room = require(id, session);
        if (!room.owner().equals(session.id())) {
            throw new ProblemException(Problem.FORBIDDEN, "Only the room's owner removes somebody");
        }
        var gone = ParticipantId.parse(participant).orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
        rooms.remove(room.id(), gone);
    }

    /** The room with everybody's grants, those included that are newer than what is known here. */
    private Room grantsOf(Room known, Collection<Participant> present) {
        var all = present.stream()
                .allMatch(participant -> known.grantOf(participant.id()).isPresent());
        return all ? known : rooms.current(known.id()).orElse(known);
    }

    private Room require(String id, Session session) {
        var room = RoomId.parse(id).orElseThrow(() -> new ProblemException(Problem.ROOM_UNKNOWN));
        return rooms.require(room, session.id());
    }

    private Session person() {
        var session = current.require();
        if (session.kind() == SessionKind.CAMERA) {
            throw new ProblemException(Problem.FORBIDDEN, "A camera makes no rooms");
        }
        return session;
    }
}
