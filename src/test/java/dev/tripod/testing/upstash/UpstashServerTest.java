package dev.tripod.testing.upstash;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The documented facts of requests and answers, one sentence each. */
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

    // Forms of a request

    @Test
    void takesAPathAsCommandAndArguments() {
        assertThat(rest.get("/set/foo/bar/EX/100")).isEqualTo("{\"result\":\"OK\"}");
        assertThat(rest.get("/GET/foo")).isEqualTo("{\"result\":\"bar\"}");
        assertThat(server.redis().ttl("foo")).isBetween(99L, 100L);
    }

    @Test
    void decodesPercentsInAPathAndKeepsPluses() {
        rest.get("/set/a%2Fb%3F%20%C3%BC/1+1");
        assertThat(server.redis().get("a/b? ü")).isEqualTo("1+1");
    }

    @Test
    void appendsTheBodyAsTheLastArgument() {
        assertThat(rest.post("/set/test", "{'value':'hello'}")).isEqualTo("{\"result\":\"OK\"}");
        assertThat(server.redis().get("test")).isEqualTo("{\"value\":\"hello\"}");
    }

    @Test
    void storesAnExpiryInAJsonObjectAsTextWithoutExpiry() {
        rest.post("/set/test", "{'value':'hello','ex':60}");
        assertThat(server.redis().ttl("test")).isEqualTo(-1);
    }

    @Test
    void refusesAJsonObjectAsSeconds() {
        server.redis().set("k", "v");
        var answer = rest.answer("/expire/k", "{'seconds':60}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"error\":\"ERR value is not an integer or out of range\"}");
        assertThat(rest.post("/expire/k", "60")).isEqualTo("{\"result\":1}");
        assertThat(rest.status("/expire/k", "")).isEqualTo(400);
    }

    @Test
    void deletesTwoKeysWhenDelHasABody() {
        server.redis().set("k", "v");
        server.redis().set("{}", "v");
        assertThat(rest.post("/del/k", "{}")).isEqualTo("{\"result\":2}");
    }

    @Test
    void takesIncrAndPingOnlyWithoutABody() {
        assertThat(rest.post("/incr/k", "")).isEqualTo("{\"result\":1}");
        assertThat(rest.post("/incr/k", "{}")).contains("ERR wrong number of arguments for 'incr' command");
        assertThat(rest.post("/ping", "")).isEqualTo("{\"result\":\"PONG\"}");
        assertThat(rest.post("/ping", "{}")).isEqualTo("{\"result\":\"{}\"}");
    }

    @Test
    void appendsPairsAndBareNamesOfTheQueryAfterTheBody() {
        assertThat(rest.post("/set/k?EX=100&NX", "v")).isEqualTo("{\"result\":\"OK\"}");
        assertThat(rest.post("/set/k?EX=100&NX", "w")).isEqualTo("{\"result\":null}");
        assertThat(server.redis().get("k")).isEqualTo("v");
        assertThat(server.redis().ttl("k")).isBetween(99L, 100L);
    }

    @Test
    void takesAnArrayWithNumbersAndBooleansAsTheirText() {
        rest.post("/", "['SET','k',1.50,'EX',100]");
        assertThat(server.redis().get("k")).isEqualTo("1.50");
        assertThat(rest.post("/", "['echo',true]")).isEqualTo("{\"result\":\"true\"}");
    }

    @Test
    void bringsBackEveryByteOfARawBody() {
        var bytes = new byte[256];
        for (var i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        rest.send("POST", "/set/raw?EX=60", bytes);
        var result = rest.with("Upstash-Encoding", "base64").get("/get/raw").replaceAll(".*:\"|\".*", "");
        assertThat(Base64.getDecoder().decode(result)).isEqualTo(bytes);
    }

    @Test
    void answersAPipelineInOrderWithErrorsAsItems() {
        var answer = rest.answer("/pipeline", "[['SET','a','1'],['LPUSH','a','x'],['GET',null],['ROLE'],['GET','a']]");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("[{\"result\":\"OK\"},"
                        + "{\"error\":\"WRONGTYPE Operation against a key holding the wrong kind of value\"},"
                        + "{\"error\":\"ERR null args are not supported\"},"
                        + "{\"error\":\"ERR Command is not available: 'ROLE'. See https://upstash.com/docs/redis/overall/rediscompatibility for details\"},"
                        + "{\"result\":\"1\"}]");
    }

    @Test
    void goesOnInATransactionWhenACommandFailsWhileItRuns() {
        var answer = rest.answer("/multi-exec", "[['SET','a','1'],['LPUSH','a','x'],['GET','a']]");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo(
                        "[{\"result\":\"OK\"},{\"error\":\"WRONGTYPE Operation against a key holding the wrong kind of value\"},{\"result\":\"1\"}]");
    }

    @Test
    void discardsATransactionAsAWholeWithOneObject() {
        for (var wrong : new String[] {"['SET','b']", "['NOSUCH']", "['WATCH','a']", "['GET',null]"}) {
            var answer = rest.answer("/multi-exec", "[['SET','a','1']," + wrong + "]");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).startsWith("{\"error\":\"ERR ");
        }
        assertThat(server.redis().exists("a")).isFalse();
    }

    // Who asks, and how

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

    // Answers

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

    // What Redis 7 lacks

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

    // The bill

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

    // Replicas

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
