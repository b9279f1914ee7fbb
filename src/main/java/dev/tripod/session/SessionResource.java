package dev.tripod.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.tripod.problem.Answers;
import dev.tripod.problem.Problem;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Starts, shows, changes, rotates and ends the caller's session. */
@Path("sessions")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class SessionResource {
    private static final RateLimits.Limit STARTS = new RateLimits.Limit("session-start", 30, Duration.ofMinutes(1));

    @Inject
    CurrentSession current;

    @Inject
    SessionService sessions;

    @Inject
    RateLimits limits;

    @Inject
    Caller caller;

    @Inject
    InstantSource clock;

    /** What a session may be started with. */
    public record StartRequest(@Nullable String name) {}

    /** A session as its holder sees it. */
    public record SessionView(
            String id,
            Optional<String> name,
            SessionKind kind,
            Instant createdAt,
            long expiresInMs,
            Map<String, RawValue> attributes) {
        static SessionView of(Session session, Instant now) {
            var attributes = session.attributes().entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, entry -> new RawValue(entry.getValue())));
            return new SessionView(
                    session.id().value(),
                    session.name(),
                    session.kind(),
                    session.created(),
                    session.expiresIn(now).toMillis(),
                    attributes);
        }
    }

    @Answers(
            value = "Starts a session, or shows the live one",
            status = {200, 201},
            body = SessionView.class,
            problems = {Problem.INVALID, Problem.TOO_MANY})
    @POST
    public Response start(@Nullable StartRequest request) {
        if (current.find().isPresent()) {
            return Response.ok(view()).build();
        }
        limits.take(STARTS, caller.address());
        var name = DisplayName.clean(request == null ? null : request.name());
        current.begin(sessions.start(SessionKind.PERSON, name));
        return Response.status(Response.Status.CREATED).entity(view()).build();
    }

    @Answers(value = "Shows the session", problems = Problem.SESSION_MISSING)
    @GET
    @Path("current")
    public SessionView show() {
        return view();
    }

    @Answers(
            value = "Changes the name and attributes, merging",
            problems = {Problem.INVALID, Problem.SESSION_MISSING})
    @PATCH
    @Path("current")
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    public SessionView change(@Nullable JsonNode patch) {
        var changed = sessions.change(current.require(), SessionChange.of(patch));
        return SessionView.of(changed, clock.instant());
    }

    @Answers(
            value = "Gives the session a new cookie; the old one is dead everywhere",
            problems = Problem.SESSION_MISSING)
    @POST
    @Path("current/rotation")
    public SessionView rotate() {
        current.begin(sessions.rotate(current.require()));
        return view();
    }

    @Answers(value = "Ends the session everywhere and closes its sockets", problems = Problem.SESSION_MISSING)
    @DELETE
    @Path("current")
    public void end() {
        current.require();
        current.end();
    }

    private SessionView view() {
        return SessionView.of(current.require(), clock.instant());
    }
}
