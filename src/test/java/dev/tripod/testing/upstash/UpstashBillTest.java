package dev.tripod.testing.upstash;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is billed and written down. */
class UpstashBillTest {
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
    void billsEachCommandOfPipelinesTransactionsAndScripts() {
        rest.post("/pipeline", "[['SET','a','1'],['GET','a']]");
        rest.post("/multi-exec", "[['SET','a','1'],['SET','a','2','IFEQ','1']]");
        rest.post("/", "['EVAL','for i=1,5 do redis.call(\\\"INCR\\\",KEYS[1]) end','1','n']");
        var bill = server.commands();
        assertThat(bill.byName())
                .containsOnly(
                        java.util.Map.entry("SET", 3L),
                        java.util.Map.entry("GET", 1L),
                        java.util.Map.entry("EVAL", 1L),
                        java.util.Map.entry("INCR", 5L));
        assertThat(bill.total()).isEqualTo(10);
    }

    @Test
    void billsWhatScriptsCallAlsoByDigestInTransactionsAndWhenTheyFail() {
        var sha = rest.post(
                        "/",
                        "['SCRIPT','LOAD','redis.call(\\\"GET\\\",KEYS[1]) return redis.call(\\\"LPUSH\\\",KEYS[1],1)']")
                .replaceAll(".*:\"|\".*", "");
        server.redis().set("k", "v");
        var before = server.commands();
        rest.post("/multi-exec", "[['EVALSHA','" + sha + "','1','k'],['GET','k'],['EVALSHA','" + sha + "','1','l']]");
        assertThat(server.commands().since(before).byName())
                .isEqualTo(java.util.Map.of("EVALSHA", 2L, "GET", 3L, "LPUSH", 2L));
    }

    @Test
    void billsUnderTheLabelOfTheMoment() {
        server.label("claim");
        rest.post("/", "['PING']");
        server.label("");
        rest.post("/", "['PING']");
        assertThat(server.commands().under("claim")).isEqualTo(1);
    }

    @Test
    void billsNothingThatWasRefusedBeforeItRan() {
        rest.post("/", "['WATCH','k']");
        rest.with("Authorization", "Bearer wrong").post("/", "['PING']");
        assertThat(server.commands().total()).isZero();
    }

    @Test
    void keepsARecordOfRequests() {
        rest.with("X-Own", "1").post("/pipeline", "[['SET','a','1'],['get','a']]");
        var request = server.requests().get(0);
        assertThat(request.commands()).containsExactly("SET", "GET");
        assertThat(request.path()).isEqualTo("/pipeline");
        assertThat(request.headers()).containsEntry("X-Own", "1").doesNotContainKey("Authorization");
        assertThat(new String(request.body().getBytes(UTF_8), ISO_8859_1))
                .isEqualTo("[[\"SET\",\"a\",\"1\"],[\"get\",\"a\"]]");
    }
}
