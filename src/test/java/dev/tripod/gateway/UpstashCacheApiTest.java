package dev.tripod.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.CacheClient;
import dev.tripod.testing.TripodServer;
import dev.tripod.testing.upstash.Eventually;
import dev.tripod.testing.upstash.UpstashServer;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The cache API of an instance on a shared store. */
class UpstashCacheApiTest implements CacheApiContract {
    private static UpstashServer reference;
    private static UpstashServer store;
    private static TripodServer server;

    @BeforeAll
    static void start() {
        reference = UpstashServer.start();
        store = UpstashServer.start();
        server = TripodServer.start(
                Map.of(
                        "TRIPOD_API_TOKEN",
                        TOKEN,
                        "TRIPOD_API_READONLY_TOKEN",
                        READING,
                        "UPSTASH_REDIS_REST_URL",
                        store.uri().toString(),
                        "UPSTASH_REDIS_REST_TOKEN",
                        store.token()),
                InstantSource.system());
    }

    @AfterAll
    static void stop() {
        server.close();
        store.close();
        reference.close();
    }

    @Override
    public URI address() {
        return server.uri("/api/cache");
    }

    @Override
    public CacheClient service() {
        return new CacheClient(reference.uri(), reference.token());
    }

    @Override
    public CacheClient serviceReading() {
        return new CacheClient(reference.uri(), reference.readOnlyToken());
    }

    @Override
    public List<String> storedKeys() {
        return List.copyOf(store.redis().keys("*"));
    }

    @Test
    void costsOneCommandForOne() {
        var before = store.commands();
        tripod().run("SET", "cost:a", "1", "EX", "10");
        tripod().get("/get/cost:a");
        tripod().post("/pipeline", "[[\"INCR\",\"cost:a\"],[\"GET\",\"cost:a\"],[\"NOSUCH\"]]");
        tripod().post("/multi-exec", "[[\"INCR\",\"cost:a\"],[\"PUBLISH\",\"cost:c\",\"x\"]]");
        tripod().run("NOSUCH");
        tripod().run("GET");
        tripodReading().run("SET", "cost:a", "1");
        tripod().with("Authorization", "Bearer wrong").get("/get/cost:a");
        assertThat(store.commands().since(before).total()).isEqualTo(6);
    }

    @Test
    void sharesOneStreamPerChannelAndKeepsNoneForNobody() throws IOException {
        try (var one = tripod().events("/subscribe/shared");
                var two = tripod().events("/subscribe/shared")) {
            CacheClient.line(one);
            CacheClient.line(two);
            assertThat(tripod().run("PUBLISH", "shared", "both").body()).isEqualTo("{\"result\":1}");
            assertThat(CacheClient.line(one)).isEqualTo(CacheClient.line(two)).isEqualTo("data: message,shared,both");
        }
        Eventually.holds(
                PATIENCE,
                () -> tripod().run("PUBLISH", "shared", "anybody?").body().equals("{\"result\":0}"));
    }

    @Test
    void endsAStreamThatMayHaveMissedSomething() throws IOException {
        try (var events = tripod().events("/subscribe/torn")) {
            CacheClient.line(events);
            store.dropStreams();
            assertThat(CacheClient.line(events)).isEqualTo("end");
        }
    }

    @Test
    void hidesWhatOthersKeepInTheStore() {
        store.redis().set("tripod:session:x", "secret");
        store.redis().set("secret", "secret");
        assertThat(tripod().run("GET", "tripod:session:x").body()).isEqualTo("{\"result\":null}");
        assertThat(tripod().run("GET", "../session:x").body()).isEqualTo("{\"result\":null}");
        assertThat(tripod().run("SCAN", "0", "COUNT", "10000").body()).doesNotContain("secret");
        assertThat(tripod().run("DEL", "secret", "session:x").body()).isEqualTo("{\"result\":0}");
        assertThat(tripod().run("EVAL", "return redis.call('GET','secret')", "0")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void saysWhenTheStoreIsAway() throws IOException {
        store.refuseConnections();
        try {
            var answer = tripod().run("GET", "away");
            assertThat(answer.status()).isEqualTo(503);
            var text = "{\"error\":\"ERR the store cannot be reached at the moment\"}";
            assertThat(answer.body()).isEqualTo(text);
            assertThat(CacheClient.line(tripod().events("/subscribe/away"))).isEqualTo(text);
        } finally {
            store.recover();
        }
    }
}
