package dev.tripod.status;

import dev.tripod.pairing.PairingService;
import dev.tripod.problem.Answers;
import dev.tripod.problem.Problem;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Figures of this instance: counts and words, never a name, an id or a secret. */
@Path("status")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class StatusResource {
    @Inject
    BearerTokens tokens;

    @Inject
    ApplicationStart start;

    @Inject
    StoreHealth store;

    @Inject
    PairingService pairings;

    /**
     * How this instance is.
     *
     * @param pairings made here and still pending
     */
    public record Status(
            String version, Instant startedAt, long uptimeMs, StoreHealth.Report store, int pairings, Memory memory) {}

    /** The heap in bytes: in use, and as large as it may become. */
    public record Memory(long used, long max) {
        static Memory now() {
            var runtime = Runtime.getRuntime();
            return new Memory(runtime.totalMemory() - runtime.freeMemory(), runtime.maxMemory());
        }
    }

    @Answers(value = "Shows the figures of this instance", problems = Problem.TOKEN_MISSING)
    @GET
    public Status show(@HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
        tokens.require(authorization);
        return new Status(
                Version.CURRENT,
                start.moment(),
                start.uptime().toMillis(),
                store.report(),
                pairings.pending(),
                Memory.now());
    }
}
