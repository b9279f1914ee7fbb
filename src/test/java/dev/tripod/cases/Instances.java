package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.CuttableProxy;
import dev.tripod.testing.Guests;
import dev.tripod.testing.ServerProcess;
import dev.tripod.testing.upstash.UpstashServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Two instances, A and B, behind one proxy hop and on one store of their own, which speaks the REST protocol in front of a
 * real Redis. They are processes, run the whole application and log all they can. Whatever a case did to them, closing
 * them checks what holds of all cases: nothing secret in a log, no command that is not to be used, no key without our
 * prefix and a lifetime.
 */
final class Instances implements AutoCloseable {
    /** Sessions end after 2 seconds of silence and 5 in all, pairings after 3. */
    static final Map<String, String> SHORT_LIVED =
            Map.of("TRIPOD_SESSION_IDLE", "2s", "TRIPOD_SESSION_MAX", "5s", "TRIPOD_PAIRING_LIFETIME", "3s");

    /** Opens the cache API, figures and metrics. */
    static final String API_TOKEN = "case-api-token-0123456789";

    /** Everybody of all cases; an address for each, and all of their secrets. */
    static final Guests GUESTS = new Guests();

    /** What Redis answers for a key that stays; one whose time is just up has 0 or less. */
    private static final long NO_LIFETIME = -1;

    /** For instances that start soon and log all they can. */
    static final String[] FLAGS = {
        "-Xmx128m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Djava.util.logging.config.file=" + finestLog().toAbsolutePath()
    };

    /** How many instances were looked at when they were closed. */
    private static final AtomicInteger EXAMINED = new AtomicInteger();

    private final UpstashServer store;
    private final Optional<CuttableProxy> wayOfA;
    private final Map<String, String> settings;
    /** A and B as they run now, and all that ever did. */
    private final ServerProcess[] running = new ServerProcess[2];

    private final List<ServerProcess> ever = new ArrayList<>();

    private Instances(UpstashServer store, Optional<CuttableProxy> wayOfA, Map<String, String> settings) {
        this.store = store;
        this.wayOfA = wayOfA;
        this.settings = settings;
    }

    /** Starts both at once on a store of their own, with these settings beside the usual ones. */
    static Instances start(Map<String, String> settings) {
        return start(new Instances(UpstashServer.start(), Optional.empty(), settings));
    }

    /** The same, and A reaches the store by a way of its own, which can be cut. */
    static Instances startApart() {
        var store = UpstashServer.start();
        return start(new Instances(store, Optional.of(new CuttableProxy(store.uri())), Map.of()));
    }

    private static Instances start(Instances both) {
        var b = CompletableFuture.supplyAsync(() -> both.instance(both.store.uri()));
        both.startA();
        both.keep(1, b.join());
        return both;
    }

    private ServerProcess instance(URI wayToStore) {
        var all = new HashMap<>(Map.of(
                "UPSTASH_REDIS_REST_URL",
                wayToStore.toString(),
                "UPSTASH_REDIS_REST_TOKEN",
                store.token(),
                "TRIPOD_API_TOKEN",
                API_TOKEN,
                "TRIPOD_TRUSTED_PROXIES",
                "1",
                "TRIPOD_PING_ACTIVE",
                "2s",
                "TRIPOD_PING_IDLE",
                "2s"));
        all.putAll(settings);
        return ServerProcess.instance(all, FLAGS);
    }

    private void keep(int which, ServerProcess process) {
        running[which] = process;
        ever.add(process);
    }

    private static Path finestLog() {
        try {
            var usual = Files.readString(Path.of("src/test/resources/logging.properties"));
            return Files.writeString(
                    Files.createDirectories(Path.of("target")).resolve("cases-logging.properties"),
                    usual.replace("dev.tripod.level=INFO", "dev.tripod.level=ALL"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    UpstashServer store() {
        return store;
    }

    URI a() {
        return running[0].uri();
    }

    URI b() {
        return running[1].uri();
    }

    ServerProcess processOfA() {
        return running[0];
    }

    ServerProcess processOfB() {
        return running[1];
    }

    /** Ends A with SIGKILL; {@link #startA} brings another one, at another port. */
    void killA() {
        running[0].kill();
    }

    /** Stops A with SIGTERM and waits for its end, ten seconds at most. */
    void stopA() {
        running[0].close();
    }

    void startA() {
        keep(0, instance(wayOfA.map(CuttableProxy::uri).orElse(store.uri())));
    }

    /** A's own way to the store, for those who started apart. */
    CuttableProxy wayOfA() {
        return wayOfA.orElseThrow();
    }

    /** Ends whatever was done to the store and to the way there, and waits until both share it again. */
    Instances mend() {
        store.clearFaults();
        store.recover();
        wayOfA.ifPresent(CuttableProxy::mend);
        List.of(a(), b()).forEach(Health::awaitCalm);
        return this;
    }

    /** What all instances have written since the first start. */
    String logs() {
        return ever.stream().map(ServerProcess::log).collect(Collectors.joining("\n"));
    }

    /** What holds whatever happened; cases 42 and 45 ask it of the shared pairs too. */
    void examine() {
        var logs = logs();
        assertThat(logs).as("the log of an instance").contains("tripod");
        assertThat(logs).doesNotContain(store.token(), store.readOnlyToken(), API_TOKEN, "Bearer ");
        assertThat(GUESTS.secrets()).as("secrets in a log").noneMatch(logs::contains);
        assertThat(store.requests()).as("commands that must not be used").noneMatch(request -> request.body()
                .matches("(?is).*\"(KEYS|FLUSHALL|FLUSHDB|MONITOR|CONFIG)\".*"));
        assertThat(store.redis().keys("*")).allSatisfy(key -> {
            assertThat(key).startsWith("tripod:");
            if (!key.startsWith("tripod:api:")) {
                assertThat(store.redis().ttl(key)).as(key).isNotEqualTo(NO_LIFETIME);
            }
        });
        EXAMINED.addAndGet(ever.size());
    }

    /** How many instances were examined so far. */
    static int examined() {
        return EXAMINED.get();
    }

    @Override
    public void close() {
        try {
            store.clearFaults();
            store.recover();
            examine();
        } finally {
            for (var process : running) {
                process.close();
            }
            wayOfA.ifPresent(CuttableProxy::close);
            store.close();
        }
    }
}
