package dev.tripod.testing.upstash;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Upstash has and Redis 7 lacks. */
class UpstashConditionsTest {
    private static UpstashServer server;
    private static Rest rest;

    @BeforeAll
    static void start() {
        server = UpstashServer.start();
        rest = new Rest(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void reset() {
        server.reset();
    }

    @Test
    void setsOnlyWhenTheValueIsTheOneNamed() {
        assertThat(rest.post("/", "['SET','k','new','IFEQ','old']")).isEqualTo("{\"result\":null}");
        server.redis().set("k", "old");
        assertThat(rest.post("/", "['SET','k','x','IFEQ','other']")).isEqualTo("{\"result\":null}");
        assertThat(rest.post("/", "['SET','k','new','ifeq','old','PX','60000']"))
                .isEqualTo("{\"result\":\"OK\"}");
        assertThat(server.redis().pttl("k")).isBetween(50_000L, 60_000L);
        assertThat(rest.post("/", "['SET','k','newer','IFEQ','new','GET']")).isEqualTo("{\"result\":\"new\"}");
        assertThat(rest.post("/", "['SET','k','x','IFEQ','new','GET']")).isEqualTo("{\"result\":\"newer\"}");
        assertThat(server.redis().get("k")).isEqualTo("newer");
        assertThat(rest.post("/", "['SET','k','x','NX','IFEQ','newer']")).isEqualTo("{\"error\":\"ERR syntax error\"}");
    }

    @Test
    void setsOnlyWhenTheValueIsNotTheOneNamed() {
        assertThat(rest.post("/", "['SET','k','a','IFNE','b']")).isEqualTo("{\"result\":\"OK\"}");
        assertThat(rest.post("/", "['SET','k','x','IFNE','a']")).isEqualTo("{\"result\":null}");
    }

    @Test
    void deletesOnlyWhenTheValueIsTheOneNamed() {
        server.redis().set("k", "mine");
        assertThat(rest.post("/", "['DELEX','k','IFEQ','yours']")).isEqualTo("{\"result\":0}");
        assertThat(rest.post("/", "['DELEX','k','IFEQ','mine']")).isEqualTo("{\"result\":1}");
        assertThat(rest.post("/", "['DELEX','k']")).isEqualTo("{\"result\":0}");
        server.redis().lpush("list", "x");
        assertThat(rest.post("/", "['DELEX','list','IFEQ','x']")).startsWith("{\"error\":\"WRONGTYPE ");
    }

    @Test
    void comparesByDigest() {
        server.redis().set("k", "v");
        var digest = rest.post("/", "['DIGEST','k']").replaceAll(".*:\"|\".*", "");
        assertThat(digest).matches("[0-9a-f]{16}");
        assertThat(rest.post("/", "['SET','k','w','IFDEQ','" + digest + "']")).isEqualTo("{\"result\":\"OK\"}");
        assertThat(rest.post("/", "['DELEX','k','IFDEQ','" + digest + "']")).isEqualTo("{\"result\":0}");
        assertThat(rest.post("/", "['DIGEST','none']")).isEqualTo("{\"result\":null}");
    }

    @Test
    void comparesInTransactionsToo() {
        server.redis().set("k", "old");
        assertThat(rest.post("/multi-exec", "[['SET','k','new','IFEQ','old'],['DELEX','k','IFEQ','old'],['GET','k']]"))
                .isEqualTo("[{\"result\":\"OK\"},{\"result\":0},{\"result\":\"new\"}]");
    }

    @Test
    void lacksThemLikeRedis7WhenTold() {
        try (var plain = UpstashServer.start().withoutIfeq()) {
            var client = new Rest(plain);
            assertThat(client.post("/", "['SET','k','v','IFEQ','w']")).isEqualTo("{\"error\":\"ERR syntax error\"}");
            assertThat(client.post("/", "['DELEX','k','IFEQ','w']"))
                    .startsWith("{\"error\":\"ERR unknown command 'DELEX'");
        }
    }

    @Test
    void takesScriptsThatLockTheirKeysOnly() {
        var script = "#!lua flags=allow-key-locking\\nreturn KEYS[1]";
        assertThat(rest.post("/", "['EVAL','" + script + "','1','k']")).isEqualTo("{\"result\":\"k\"}");
        var loaded = rest.post("/", "['SCRIPT','LOAD','" + script + "']").replaceAll(".*:\"|\".*", "");
        assertThat(rest.post("/", "['EVALSHA','" + loaded + "','1','k']")).isEqualTo("{\"result\":\"k\"}");
        assertThat(rest.post("/", "['SCRIPT','EXISTS','" + loaded + "']")).isEqualTo("{\"result\":[1]}");
    }
}
