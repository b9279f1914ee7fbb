package dev.tripod.room;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tripod.problem.Answers;
import dev.tripod.problem.Problem;
import dev.tripod.session.CurrentSession;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Tells a browser which servers help its WebRTC connections through. */
@Path("ice")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class IceResource {
    @Inject
    CurrentSession current;

    @Inject
    IceServers servers;

    /** As {@code RTCConfiguration} wants it. */
    public record IceConfiguration(JsonNode iceServers) {}

    @Answers(value = "Names the servers that help WebRTC connections through", problems = Problem.SESSION_MISSING)
    @GET
    public IceConfiguration show() {
        return new IceConfiguration(servers.of(current.require().id()));
    }
}
