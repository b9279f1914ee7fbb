package dev.tripod.pairing;

import dev.tripod.problem.Answers;
import dev.tripod.problem.Problem;
import dev.tripod.room.Role;
import dev.tripod.session.Caller;
import dev.tripod.session.CurrentSession;
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
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Offers pairings, shows and cancels them, and lets phones look at and claim them. */
@Path("pairings")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class PairingResource {
    /** Says what an id looks like, so that a GET of the paths beside it is no question for a pairing of that name. */
    private static final String ONE = "{id: [A-Za-z0-9_-]{43}}";

    @Inject
    CurrentSession current;

    @Inject
    PairingService pairings;

    @Inject
    PairingClaims claims;

    @Inject
    PairingCounts counts;

    @Inject
    Caller caller;

    @Inject
    InstantSource clock;

    /** A new pairing. */
    public record Offer(String id, String room, Role role, String code, String link, String qr, long expiresInMs) {}

    /** How a pairing stands. */
    public record Progress(PairingState state, long expiresInMs) {}

    /** What a phone would join. */
    public record Invitation(String desktop, String room, Role role, long expiresInMs) {}

    /** What a phone has joined. */
    public record Membership(String room, Role role, String desktop) {}

    @Answers(
            value = "Offers a pairing; an older one for the same room and role is cancelled",
            status = 201,
            body = Offer.class,
            problems = {
                Problem.INVALID,
                Problem.SESSION_MISSING,
                Problem.FORBIDDEN,
                Problem.ROOM_UNKNOWN,
                Problem.TOO_MANY,
                Problem.PAIRING_UNAVAILABLE
            })
    @POST
    public Response offer(PairingRequests.@Nullable ForOffer request) {
        var owner = current.require();
        var wanted = PairingRequests.orEmpty(request);
        var offered = pairings.offer(owner, wanted.roomId(), wanted.wantedRole());
        var pairing = offered.pairing();
        var offer = new Offer(
                pairing.id().value(),
                pairing.room().value(),
                pairing.role(),
                offered.code().value(),
                link(pairing),
                "/api/pairings/" + pairing.id().value() + "/qr.svg",
                pairing.expiresIn(clock.instant()).toMillis());
        return Response.status(Response.Status.CREATED).entity(offer).build();
    }

    @Answers(
            value = "Shows how a pairing stands; its owner asks",
            problems = {Problem.SESSION_MISSING, Problem.PAIRING_UNKNOWN, Problem.PAIRING_UNAVAILABLE})
    @GET
    @Path(ONE)
    public Progress show(@PathParam("id") String id) {
        var now = clock.instant();
        var pairing = own(id);
        return new Progress(pairing.stateAt(now), pairing.expiresIn(now).toMillis());
    }

    @Answers(
            value = "Draws the QR code of the link",
            problems = {
                Problem.SESSION_MISSING,
                Problem.PAIRING_UNKNOWN,
                Problem.PAIRING_CLAIMED,
                Problem.PAIRING_EXPIRED,
                Problem.PAIRING_CANCELLED,
                Problem.PAIRING_UNAVAILABLE
            })
    @GET
    @Path(ONE + "/qr.svg")
    @Produces("image/svg+xml")
    public String svg(@PathParam("id") String id) {
        return new QrPicture(link(own(id))).svg();
    }

    @Answers(
            value = "Draws the QR code of the link",
            problems = {
                Problem.SESSION_MISSING,
                Problem.PAIRING_UNKNOWN,
                Problem.PAIRING_CLAIMED,
                Problem.PAIRING_EXPIRED,
                Problem.PAIRING_CANCELLED,
                Problem.PAIRING_UNAVAILABLE
            })
    @GET
    @Path(ONE + "/qr.png")
    @Produces("image/png")
    public byte[] png(@PathParam("id") String id) {
        return new QrPicture(link(own(id))).png();
    }

    @Answers(
            value = "Cancels a pairing",
            problems = {
                Problem.SESSION_MISSING,
                Problem.PAIRING_UNKNOWN,
                Problem.PAIRING_TAKEN,
                Problem.PAIRING_UNAVAILABLE
            })
    @DELETE
    @Path(ONE)
    public void cancel(@PathParam("id") String id) {
        pairings.cancel(new PairingId(id), current.require().id());
    }

    @Answers(
            value = "Shows a phone what it would join; consumes nothing",
            problems = {
                Problem.INVALID,
                Problem.PAIRING_UNKNOWN,
                Problem.PAIRING_TAKEN,
                Problem.PAIRING_CLAIMED,
                Problem.PAIRING_EXPIRED,
                Problem.PAIRING_CANCELLED,
                Problem.TOO_MANY,
                Problem.PAIRING_UNAVAILABLE
            })
    @POST
    @Path("lookup")
    public Invitation look(PairingRequests.@Nullable ForLook request) {
        var pairing =
                counts.watch(() -> claims.look(PairingRequests.required(request).secret(), caller.address()));
        var left = pairing.expiresIn(clock.instant()).toMillis();
        return new Invitation(pairing.desktop(), pairing.room().value(), pairing.role(), left);
    }

    @Answers(
            value = "Joins a phone to the room; the same claimId again answers the same",
            problems = {
                Problem.INVALID,
                Problem.FORBIDDEN,
                Problem.PAIRING_UNKNOWN,
                Problem.PAIRING_TAKEN,
                Problem.PAIRING_EXPIRED,
                Problem.PAIRING_CANCELLED,
                Problem.TOO_MANY,
                Problem.PAIRING_UNAVAILABLE
            })
    @POST
    @Path("claim")
    public Membership claim(PairingRequests.@Nullable ForClaim request) {
        var wish = PairingRequests.required(request).wish(current.find());
        var joined = counts.watch(() -> claims.claim(wish, caller.address()));
        joined.started().ifPresent(current::begin);
        var pairing = joined.pairing();
        return new Membership(pairing.room().value(), pairing.role(), pairing.desktop());
    }

    private Pairing own(String id) {
        var session = current.require();
        return pairings.require(new PairingId(id), session.id());
    }

    private String link(Pairing pairing) {
        return PairingLink.of(caller.publicUrl(), pairing, clock.instant());
    }
}
