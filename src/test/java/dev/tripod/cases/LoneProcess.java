package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.Browser;
import dev.tripod.testing.Exposition;
import dev.tripod.testing.ServerProcess;
import dev.tripod.testing.upstash.UpstashServer;
import java.net.URI;
import java.util.Map;

/** One instance in a process of its own, on a store of its own, for trouble that passes {@link Meanwhile}. */
final class LoneProcess implements AutoCloseable {
    private static final String BEARER = "Bearer " + Instances.API_TOKEN;

    private final UpstashServer store = UpstashServer.start();
    private final ServerProcess process = ServerProcess.instance(
            Map.of(
                    "UPSTASH_REDIS_REST_URL",
                    store.uri().toString(),
                    "UPSTASH_REDIS_REST_TOKEN",
                    store.token(),
                    "TRIPOD_API_TOKEN",
                    Instances.API_TOKEN,
                    "TRIPOD_TRUSTED_PROXIES",
                    "1"),
            Instances.FLAGS);

    UpstashServer store() {
        return store;
    }

    URI uri() {
        return process.uri();
    }

    String log() {
        return process.log();
    }

    /** How many threads the instance has. */
    int threads() {
        var figures = new Exposition(
                new Browser(uri()).get("/metrics", "Authorization", BEARER).text());
        return (int) figures.sum("jvm_threads_live_threads");
    }

    @Override
    public void close() {
        try {
            store.clearFaults();
            store.recover();
            process.close();
            assertThat(log()).doesNotContain(store.token(), Instances.API_TOKEN, "Bearer ");
            assertThat(Instances.GUESTS.secrets()).as("secrets in a log").noneMatch(log()::contains);
        } finally {
            store.close();
        }
    }
}
