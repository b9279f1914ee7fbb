package dev.tripod.status;

import dev.tripod.broadcast.Broadcaster;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Figures of this instance, and what others say of themselves: counts and words, never a name, an id or a secret. Looking
 * at them costs no command.
 */
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
    StoreChanges changes;

    @Inject
    Broadcaster broadcaster;

    @Inject
    StatusReport report;

    /**
     * How this instance is.
     *
     * @param hearing whether messages of other instances arrive
     * @param changes of the store's state, the newest first
     */
    public record Status(
            String version,
            Instant startedAt,
            long uptimeMs,
            StoreHealth.Report store,
            List<StoreChanges.Change> changes,
            Hearing hearing,
            StatusReport.Latency latency,
            StatusReport.Budget budget,
            StatusReport.Hour hour,
            List<StatusReport.Instance> instances,
            Memory memory) {}

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
        report.look();
        return new Status(
                Version.CURRENT,
                start.moment(),
                start.uptime().toMillis(),
                store.report(),
                changes.newestFirst(),
                Hearing.of(broadcaster),
                report.latency(),
                report.budget(),
                report.hour(),
                report.instances(),
                Memory.now());
    }
}
