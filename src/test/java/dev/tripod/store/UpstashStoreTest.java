package dev.tripod.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.config.Settings;
import dev.tripod.testing.upstash.UpstashServer;
import dev.tripod.upstash.Limits;
import dev.tripod.upstash.UpstashClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The shared store, on a real Redis behind the REST protocol. */
class UpstashStoreTest implements KeyValueStoreContract {
    private static UpstashServer server;
    private static UpstashClient client;

    @BeforeAll
    static void start() {
        server = UpstashServer.start();
        client = client(server);
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    private static UpstashClient client(UpstashServer server) {
        return new UpstashClient(
                new Settings.Upstash(server.uri(), server.token()),
                InstantSource.system(),
                new Limits(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(20), 1 << 20, 10_000));
    }

    @Override
    public KeyValueStore store() {
        return new UpstashStore(client, new Permissions(InstantSource.system(), () -> {}));
    }

    /** The time of a real server passes by itself. */
    @Override
    public void passes(Duration time) {
        var end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    @Test
    void goesOnWithConditionsAfterOneThatNoServerKnows() {
        var before = server.commands();
        assertThat(ask("SET", "k", "v", "IFEQ", "a", "NX")).isEqualTo("-ERR syntax error");
        assertThat(ask("SET", "k", "v", "IFEQ", "a")).isEqualTo("nil");
        assertThat(server.commands().since(before).of("SET")).isEqualTo(2);
        assertThat(server.commands().since(before).total()).isEqualTo(2);
    }

    @Test
    void comparesByScriptWhereTheServerKnowsNoCondition() {
        try (var plain = UpstashServer.start().withoutIfeq();
                var other = client(plain)) {
            var store = new UpstashStore(other, new Permissions(InstantSource.system(), () -> {}));
            store.set("k", StoreDialect.bytes("a"), Lifetime.ENDLESS).join();
            assertThat(store.compareAndSet(
                                    "k",
                                    StoreDialect.bytes("b"),
                                    StoreDialect.bytes("c"),
                                    Lifetime.of(Duration.ofMinutes(1)))
                            .join())
                    .isFalse();
            assertThat(store.compareAndSet(
                                    "k",
                                    StoreDialect.bytes("a"),
                                    StoreDialect.bytes("c"),
                                    Lifetime.of(Duration.ofMinutes(1)))
                            .join())
                    .isTrue();
            assertThat(plain.redis().ttl("k")).isPositive();
            assertThat(store.compareAndDelete("k", StoreDialect.bytes("a")).join())
                    .isFalse();
            assertThat(store.compareAndDelete("k", StoreDialect.bytes("c")).join())
                    .isTrue();
        }
    }
}
