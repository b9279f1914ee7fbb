package dev.tripod.soak;

import dev.tripod.testing.ServerProcess;
import dev.tripod.testing.upstash.Eventually;
import dev.tripod.testing.upstash.UpstashServer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Two instances on one store. A may be restarted; B stays as it is, so that its memory can be watched over the whole time. */
final class World implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String[] FLAGS = {"-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"};

    private final UpstashServer store = UpstashServer.start();
    private final Duration idle;
    private final Instance a;
    private final Instance b;
    /** Written by the chaos. */
    private volatile boolean troubled;
    /** Written by the one that watches. */
    private volatile boolean clear = true;

    /**
     * Starts both.
     *
     * @param shipped as uber-jars, else on a server that starts sooner
     * @param idle how long sessions live unused
     */
    World(boolean shipped, Duration idle) {
        this.idle = idle;
        Function<Map<String, String>, ServerProcess> starter =
                shipped ? env -> ServerProcess.uberJar(env, FLAGS) : env -> ServerProcess.instance(env, FLAGS);
        var both =
                Collections.nCopies(2, settings()).parallelStream().map(starter).collect(Collectors.toList());
        a = new Instance("A", both.get(0), () -> starter.apply(settings()));
        b = new Instance("B", both.get(1), () -> starter.apply(settings()));
    }

    private Map<String, String> settings() {
        return Map.of(
                "UPSTASH_REDIS_REST_URL", store.uri().toString(),
                "UPSTASH_REDIS_REST_TOKEN", store.token(),
                "TRIPOD_SESSION_IDLE", idle.toSeconds() + "s",
                "TRIPOD_PING_ACTIVE", "2s",
                "TRIPOD_PING_IDLE", "2s",
                "TRIPOD_TRUSTED_PROXIES", "1",
                "TRIPOD_SOCKETS_PER_ADDRESS", "2000",
                "TRIPOD_MESSAGES_PER_SECOND", "1000");
    }

    UpstashServer store() {
        return store;
    }

    /** How long sessions live unused. */
    Duration idle() {
        return idle;
    }

    Instance a() {
        return a;
    }

    Instance b() {
        return b;
    }

    List<Instance> both() {
        return List.of(a, b);
    }

    Instance other(Instance one) {
        return one == a ? b : a;
    }

    void troubled(boolean now) {
        troubled = now;
    }

    /** Looks whether both have the store and owe it nothing. */
    void look() {
        clear = both().stream().allMatch(instance -> instance.ready().isClear());
    }

    /** Whether nothing is disturbed, and nothing is left of earlier disturbances, as far as was last seen. */
    boolean isCalm() {
        return clear && !troubled;
    }

    /** Waits until both have the store and owe it nothing. */
    void awaitClear() {
        Eventually.holds(PATIENCE, () -> {
            look();
            return clear;
        });
    }

    @Override
    public void close() {
        a.close();
        b.close();
        store.close();
    }
}
