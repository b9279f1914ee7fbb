package dev.tripod.testing.upstash;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is let in, how answers look, and in which words the service refuses. */
class UpstashServerTest {
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
    void letsNobodyInWithoutAToken() {
        var answer = rest.with("Authorization", "Bearer wrong").answer("/", "['PING']");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"error\":\"WRONGPASS invalid or missing auth token. See https://docs.upstash.com/redis/troubleshooting/http_unauthorized for details.\"}");
    }

    @Test
    void takesATokenWithoutBearerAndOneInTheQueryFirst() {
        assertThat(rest.with("Authorization", server.token()).get("/ping")).contains("PONG");
        var wrong = rest.with("Authorization", "Bearer wrong");
        assertThat(wrong.get("/echo/x?_token=" + server.token())).isEqualTo("{\"result\":\"x\"}");
        assertThat(rest.get("/ping?_token=wrong")).contains("WRONGPASS");
        assertThat(server.requests().toString()).doesNotContain(server.token());
    }

    @Test
    void allowsTheReadOnlyTokenToReadButNotToWriteOrList() {
        var reader = rest.with("Authorization", "Bearer " + server.readOnlyToken());
        assertThat(reader.post("/", "['GET','k']")).isEqualTo("{\"result\":null}");
        assertThat(reader.status("/", "['SET','k','v']")).isEqualTo(400);
        assertThat(reader.post("/", "['EVALSHA','x','0']"))
                .contains("NOPERM this user has no permissions to run the 'evalsha' command or its subcommand");
        assertThat(reader.post("/pipeline", "[['KEYS','*'],['SCAN','0'],['PUBLISH','c','m']]"))
                .matches("\\[(\\{\"error\":\"NOPERM [^}]*},?){3}]");
    }

    @Test
    void answersOtherMethodsWith405AndNothing() {
        for (var method : new String[] {"DELETE", "PATCH"}) {
            var answer = rest.send(method, "/get/k", new byte[0]);
            assertThat(answer.statusCode()).isEqualTo(405);
            assertThat(answer.body()).isEmpty();
        }
        assertThat(rest.send("OPTIONS", "/", new byte[0]).statusCode()).isEqualTo(200);
        assertThat(rest.send("HEAD", "/set/k/v", new byte[0]).statusCode()).isEqualTo(200);
        assertThat(server.redis().get("k")).isEqualTo("v");
    }

    @Test
    void encodesEveryStringButTheStatusOkAtEveryDepth() {
        var base64 = rest.with("Upstash-Encoding", "base64");
        assertThat(base64.post("/", "['SET','k','OK']")).isEqualTo("{\"result\":\"OK\"}");
        assertThat(base64.post("/", "['GET','k']")).isEqualTo("{\"result\":\"T0s=\"}");
        assertThat(base64.post("/", "['PING']")).isEqualTo("{\"result\":\"UE9ORw==\"}");
        assertThat(base64.post("/", "['TYPE','k']")).isEqualTo("{\"result\":\"c3RyaW5n\"}");
        assertThat(base64.post(
                        "/",
                        "['EVAL','return {{redis.status_reply(\\'OK\\'),\\'OK\\',7,false}}','0']"
                                .replace("\\'", "\\\"")))
                .isEqualTo("{\"result\":[[\"OK\",\"T0s=\",7,null]]}");
        assertThat(base64.post("/", "['GET']")).startsWith("{\"error\":\"ERR wrong number");
    }

    @Test
    void answersTextThatIsNotUtf8WithReplacements() {
        rest.send("POST", "/set/k", new byte[] {(byte) 0xff, 'a'});
        assertThat(rest.get("/get/k")).isEqualTo("{\"result\":\"\uFFFDa\"}");
    }

    @Test
    void answersMapsFlatAndDoublesAsText() {
        rest.post("/pipeline", "[['HSET','h','f','1'],['ZADD','z','2.5','m']]");
        assertThat(rest.post("/", "['HGETALL','h']")).isEqualTo("{\"result\":[\"f\",\"1\"]}");
        assertThat(rest.post("/", "['HGETALL','none']")).isEqualTo("{\"result\":[]}");
        assertThat(rest.post("/", "['ZSCORE','z','m']")).isEqualTo("{\"result\":\"2.5\"}");
    }

    @Test
    void speaksResp2WhenAsked() {
        rest.post("/", "['SET','foo','bar']");
        var resp = rest.with("Upstash-Response-Format", "resp2");
        var answer = resp.answer("/pipeline", "[['GET','foo'],['GET','none'],['INCR','n'],['LPOP','foo']]");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/octet-stream");
        assertThat(answer.body()).startsWith("$3\r\nbar\r\n$-1\r\n:1\r\n-WRONGTYPE");
        assertThat(resp.post("/multi-exec", "[['GET','foo']]")).isEqualTo("[{\"result\":\"bar\"}]");
        assertThat(resp.with("Upstash-Encoding", "base64").status("/", "['PING']"))
                .isEqualTo(400);
        assertThat(rest.with("Upstash-Response-Format", "resp3").status("/", "['PING']"))
                .isEqualTo(400);
    }

    @Test
    void movesTheSyncTokenWithEachWriteAndNotWithReads() {
        var first = syncToken("['SET','k','1']");
        assertThat(first).matches("[0-9a-v]+");
        assertThat(syncToken("['GET','k']")).isEqualTo(first);
        assertThat(Long.parseLong(syncToken("['SET','k','2']"), 32)).isGreaterThan(Long.parseLong(first, 32));
    }

    @Test
    void saysWhatIsWrongInTheServicesWords() {
        assertThat(rest.post("/", "['WATCH','k']"))
                .isEqualTo(
                        "{\"error\":\"ERR Command \\\"WATCH\\\" is not allowed in REST or it has a special context path\"}");
        assertThat(rest.post("/", "['SUBSCRIBE','c']")).contains("special context path");
        assertThat(rest.post("/subscribe/c", "")).contains("special context path");
        assertThat(rest.post("/", "[['GET','a']]"))
                .isEqualTo("{\"error\":\"ERR unsupported arg type: \\\"[\\\": json.Delim\"}");
        assertThat(rest.post("/", "{'a':1}")).isEqualTo("{\"error\":\"expected JSON array\"}");
        assertThat(rest.post("/pipeline", "['GET','a']")).isEqualTo("{\"error\":\"expected JSON array\"}");
        assertThat(rest.post("/", "")).isEqualTo("{\"error\":\"EOF\"}");
        assertThat(rest.status("/pipeline", "[['GET','a']")).isEqualTo(400);
        assertThat(rest.post("/", "['EVALSHA','ffffffffffffffffffffffffffffffffffffffff','0']"))
                .isEqualTo("{\"error\":\"NOSCRIPT No matching script. Please use EVAL.\"}");
        assertThat(rest.post("/", "['EVAL_RO','return redis.call(\\\"SET\\\",KEYS[1],1)','1','k']"))
                .contains("Write commands are not allowed from read-only scripts");
        assertThat(rest.post("/", "['CONFIG','GET','save']")).contains("Command is not available: 'CONFIG'");
        assertThat(rest.post("/", "['COMMAND']")).isEqualTo("{\"result\":[]}");
        assertThat(rest.status("/", "['SELECT','1']")).isEqualTo(400);
    }

    @Test
    void boundsRequestsAnswersAndKeys() {
        server.redis().set("big", "x".repeat(2_000));
        server.limit(1_000);
        try {
            assertThat(rest.post("/", "['GET','big']"))
                    .matches(
                            "\\{\"error\":\"ERR max request size exceeded. Limit: 1000 bytes, Actual: 20\\d\\d bytes\"}");
            assertThat(rest.post("/set/k", "x".repeat(1_001))).contains("Actual: 1001 bytes");
        } finally {
            server.limit(10 * 1024 * 1024);
        }
        assertThat(rest.post("/", "['GET','" + "k".repeat(33_000) + "']"))
                .contains("ERR max key size exceeded. Limit: 32768 bytes, Actual: 33000 bytes");
    }

    @Test
    void answersBlockingCommandsAtOnce() {
        assertThat(rest.post("/", "['BLMOVE','a','b','LEFT','RIGHT','0']")).isEqualTo("{\"result\":null}");
        assertThat(rest.post("/", "['XREAD','BLOCK','0','STREAMS','s','$']")).isEqualTo("{\"result\":null}");
    }

    @Test
    void readsWhatWasUnlessTheTokenOfALaterWriteComesAlong() {
        rest.post("/", "['SET','k','old']");
        server.freezeReplica();
        var token = syncToken("['SET','k','new']");
        assertThat(rest.post("/", "['GET','k']")).isEqualTo("{\"result\":\"old\"}");
        assertThat(rest.with("Upstash-Sync-Token", token).post("/", "['GET','k']"))
                .isEqualTo("{\"result\":\"new\"}");
        server.thawReplica();
        assertThat(rest.post("/", "['GET','k']")).isEqualTo("{\"result\":\"new\"}");
    }

    private static String syncToken(String command) {
        return rest.answer("/", command)
                .headers()
                .firstValue("Upstash-Sync-Token")
                .orElseThrow();
    }
}
