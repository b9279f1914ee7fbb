package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.ServerProcess;
import dev.tripod.testing.Timings;
import dev.tripod.testing.upstash.UpstashServer;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@Case(48)
class Case48StartsWithoutItsStoreAndFindsItLater {
    private static final Duration MORE = Duration.ofSeconds(2);
    private static final String SETTLED = "tripod:c:sessions:*";

    @Test
    void aStoreThatRefusesDelaysTheStartByLessThanTwoSecondsAndIsSharedWithinFiveOfItsReturn() {
        try (var store = UpstashServer.start()) {
            var usual = startTime(store);
            store.refuseConnections();
            startsWithoutAndFindsIt(store, usual);
        }
    }

    private static void startsWithoutAndFindsIt(UpstashServer store, Duration usual) {
        var begin = System.nanoTime();
        try (var lone = Lone.on(store)) {
            var took = Duration.ofNanos(System.nanoTime() - begin);
            System.out.printf("Case 48: start %d ms, without its store %d ms%n", usual.toMillis(), took.toMillis());
            assertThat(took).isLessThan(usual.plus(MORE));
            var regular = Regular.at(lone.uri());
            var number = regular.write();
            assertThat(regular.value()).isEqualTo(number);
            assertThat(regular.slowest()).isLessThan(Regular.FAULT);
            assertThat(Health.of(lone.uri()).store()).isEqualTo("degraded");
            assertThat(Health.of(lone.uri()).reason()).isEqualTo("unreachable");

            store.recover();

            assertThat(Timings.until(() -> isShared(lone))).isLessThan(Duration.ofSeconds(5));
            Health.awaitCalm(lone.uri());
            assertIsPublishedWithItsRemainingLife(regular, store, begin);
        }
    }

    private static Duration startTime(UpstashServer store) {
        var begin = System.nanoTime();
        try (var lone = Lone.on(store)) {
            assertThat(lone.uri()).isNotNull();
            return Duration.ofNanos(System.nanoTime() - begin);
        }
    }

    private static boolean isShared(Lone lone) {
        return Health.of(lone.uri()).store().equals("shared");
    }

    /** The idle time of an hour began with the session; the key lives 60 seconds longer. */
    private static void assertIsPublishedWithItsRemainingLife(Regular regular, UpstashServer store, long begin) {
        var keys = store.redis().keys(SETTLED);
        assertThat(keys).hasSize(1);
        var whole = Duration.ofHours(1).plusSeconds(60).toMillis();
        var gone = Duration.ofNanos(System.nanoTime() - begin).toMillis();
        assertThat(store.redis().pttl(keys.iterator().next())).isBetween(whole - gone - 2_000, whole);
        assertThat(regular.value()).isPositive();
    }

    /** Over TLS, since plain http is for this machine only; names are looked up in a file of the test's. */
    @Test
    void aHostThatIsUnknownAtTheStartIsSharedWithinTenSecondsOfItsAppearance() throws Exception {
        var hosts = Files.createTempFile("hosts", "");
        know(hosts, InetAddress.getLocalHost().getHostName());
        try (var store = UpstashServer.start();
                var door = new SecureDoor(store.uri())) {
            var settings = Map.of(
                    "UPSTASH_REDIS_REST_URL",
                    door.uri().toString(),
                    "UPSTASH_REDIS_REST_TOKEN",
                    store.token(),
                    "TRIPOD_TRUSTED_PROXIES",
                    "1");
            var flags = new ArrayList<>(door.trust());
            flags.add("-Djdk.net.hosts.file=" + hosts);
            flags.addAll(List.of(Instances.FLAGS));
            try (var instance = ServerProcess.instance(settings, flags.toArray(String[]::new))) {
                isFoundOnceItsNameIsKnown(instance, hosts);
                assertThat(store.redis().keys(SETTLED)).hasSize(1);
            }
        } finally {
            Files.delete(hosts);
        }
    }

    private static void isFoundOnceItsNameIsKnown(ServerProcess instance, Path hosts) throws IOException {
        Timings.until(() -> instance.log().contains("Connection test warning: the host is unknown"));
        assertThat(Health.of(instance.uri()).store()).isEqualTo("degraded");
        var regular = Regular.at(instance.uri());
        var number = regular.write();

        know(hosts, SecureDoor.NAME);

        var took = Timings.until(() -> Health.of(instance.uri()).store().equals("shared"));
        System.out.printf("Case 48: shared %d ms after its name was known%n", took.toMillis());
        assertThat(took).isLessThan(Duration.ofSeconds(10));
        Health.awaitCalm(instance.uri());
        assertThat(regular.value()).isEqualTo(number);
    }

    private static void know(Path hosts, String name) throws IOException {
        Files.write(hosts, List.of("127.0.0.1 localhost", "127.0.0.1 " + name));
    }
}
