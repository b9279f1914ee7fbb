package dev.tripod.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.CacheClient;
import dev.tripod.testing.CacheClient.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the cache API promises on every store. Most of it is: the same request gets the same status and body from Tripod
 * and from the service, which is a test server of its own here, with a real Redis behind it.
 */
interface CacheApiContract {
    /** A client of Tripod with the token for everything. */
    CacheClient tripod();

    /** The same with the token for reading. */
    CacheClient tripodReading();

    /** A client of the service with the token for everything. */
    CacheClient service();

    /** The same with the token for reading. */
    CacheClient serviceReading();

    /** Keys of Tripod's store, whoever wrote them, as the store itself has them. */
    List<String> storedKeys();

    private void same(Function<CacheClient, Answer> request) {
        assertThat(request.apply(tripod())).isEqualTo(request.apply(service()));
    }

    /** Runs commands one after the other; each line is one, its words parted by blanks. */
    private void sameCommands(String lines) {
        lines.lines().forEach(line -> {
            var words = line.split(" ");
            assertThat(tripod().run(words)).as(line).isEqualTo(service().run(words));
        });
    }

    @Test
    default void answersStringsAsTheService() {
        sameCommands(
                """
                GET s:none
                SET s:a hello
                GET s:a
                get s:a
                SET s:a again NX
                SET s:a again XX GET
                SET s:b 1 NX
                SET s:c x EX 100 NX
                TTL s:c
                SET s:c y KEEPTTL
                TTL s:c
                SET s:c z
                TTL s:c
                SET s:c z PX 100000 GET
                SET s:c w IFEQ z
                SET s:c v IFEQ z
                GET s:c
                SET s:c w NX IFEQ z
                SET s:c w EX 0
                SET s:c w EX many
                SET s:c w EX
                SET s:c w NOPTION
                SET s:c w NX XX
                SETEX s:d 100 x
                SETEX s:d 0 x
                TTL s:d
                PSETEX s:d 100000 y
                SETNX s:d z
                SETNX s:e z
                GETSET s:e y
                GETDEL s:e
                GETDEL s:e
                GETEX s:d
                GETEX s:d PERSIST
                GETEX s:d EX 100
                GETEX s:d NOPTION
                MSET s:f 1 s:g 2
                MSET s:f 1 s:g
                MGET s:f s:none s:g
                APPEND s:f 23
                STRLEN s:f
                STRLEN s:none
                INCR s:f
                INCRBY s:f 10
                DECR s:f
                DECRBY s:f 3
                INCR s:a
                INCRBY s:f x
                SET s:f 9223372036854775807
                INCR s:f
                GET s:f""");
    }

    @Test
    default void answersKeysOfAnyTypeAsTheService() {
        sameCommands(
                """
                PING
                PING hello
                ECHO hello
                SET k:a 1
                SET k:b 2
                EXISTS k:a k:b k:a k:none
                TYPE k:a
                TYPE k:none
                EXPIRE k:a 100
                TTL k:a
                EXPIRE k:a 50 GT
                EXPIRE k:a 100 NOPTION
                EXPIRE k:none 100
                EXPIRE k:a soon
                PEXPIRE k:a 100000
                PERSIST k:a
                PERSIST k:a
                TTL k:a
                PTTL k:a
                PTTL k:none
                TTL k:none
                EXPIRE k:b -1
                EXISTS k:b
                DEL k:a k:none
                UNLINK k:a""");
    }

    @Test
    default void answersHashesAsTheService() {
        sameCommands(
                """
                HSET h:a f 1 g 2
                HSET h:a f 3 h
                HSET h:a f 3
                HGET h:a f
                HGET h:a none
                HGET h:none f
                HMGET h:a f none g
                HGETALL h:a
                HGETALL h:none
                HLEN h:a
                HEXISTS h:a f
                HEXISTS h:a none
                HINCRBY h:a f 4
                HINCRBY h:a f x
                HDEL h:a g none
                TYPE h:a
                GET h:a
                INCR h:a
                HGET h:a
                HDEL h:a f
                EXISTS h:a""");
    }

    @Test
    default void answersSetsAndStreamsAsTheService() {
        sameCommands(
                """
                SADD m:a one two one
                SADD m:a two
                SCARD m:a
                SISMEMBER m:a one
                SISMEMBER m:a none
                SREM m:a two none
                SMEMBERS m:a
                SMEMBERS m:none
                TYPE m:a
                HGET m:a f
                SADD m:a
                XADD m:x 1-1 f v
                XADD m:x 1-1 f v
                XLEN m:x
                XRANGE m:x - +
                XREVRANGE m:x + - COUNT 1
                XDEL m:x 1-1""");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /get/p:a",
        "POST, /get/p:a",
        "PUT, /get/p:a",
        "HEAD, /get/p:a",
        "GET, /GET/p:a",
        "GET, /get/p:a/",
        "GET, //get//p:a",
        "GET, /set/p:b/v/EX/100",
        "GET, /set/p:b/v?EX=100",
        "GET, /set/p:b/v?NX&EX=100",
        "GET, /set/p:c/a+b",
        "GET, /get/p:c",
        "GET, /set/p:c/v?x+y=1",
        "GET, /echo/%E2%9C%93%20%3F",
        "GET, /get",
        "GET, /get/a/b",
        "GET, /ping",
        "GET, /nothing/here",
        "GET, /role",
        "GET, /watch/x",
        "GET, /subscribe/x",
        "GET, /monitor",
        "GET, ''",
        "GET, /",
        "GET, /pipeline",
        "DELETE, /get/p:a",
        "PATCH, /get/p:a",
        "FOO, /get/p:a"
    })
    default void answersPathsAsTheService(String method, String path) {
        same(client -> client.call(method, path, new byte[0]));
    }

    @ParameterizedTest
    @CsvSource({
        "/set/b:a, hello",
        "/set/b:a?EX=100, 'a, b & c=d'",
        "/set/b:a?EX=0, hello",
        "/append/b:a, more",
        "/del/b:b, {}",
        "/incr/b:c, {}",
        "/ping, {}",
        "/echo, \"text\"",
        "/expire/b:a, 60",
        "/expire/b:a, soon",
        "/publish/b:a, hello",
        "/set/b:a, '{\"value\":\"hello\"}'"
    })
    default void takesTheBodyAsTheLastArgumentByteForByte(String path, String body) {
        same(client ->
                client.with("Content-Type", "application/x-www-form-urlencoded").post(path, body));
        same(client -> client.get("/get/b:a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET",
                "{}",
                "[]",
                "[",
                "[\"GET\"]",
                "[\"GET\",null]",
                "[\"GET\",[\"a\"]]",
                "[\"GET\",{\"a\":1}]",
                "[[\"GET\",\"a\"]]",
                "[\"SET\",\"j:a\",12.50]",
                "[\"GET\",\"j:a\"]",
                "[\"SET\",\"j:a\",true,\"EX\",100]",
                "[\"GET\",\"j:a\"] ",
                "[\"SET\",\"j:a\",\"\"]",
                "[\"GET\",\"j:a\"]",
                "[\"ROLE\"]",
                "[\"MULTI\"]"
            })
    default void answersArraysAsTheService(String body) {
        same(client -> client.post("/", body));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "[\"GET\"]",
                "[[\"SET\",\"q:a\",1],[\"INCR\",\"q:a\"],[\"HGET\",\"q:a\",\"f\"],[\"GET\",\"q:a\"]]",
                "[[\"GET\",\"q:a\"],[\"GET\"],[\"ROLE\"],[\"GET\",null],[\"WATCH\",\"a\"],[\"PING\"]]",
                "[[\"PUBLISH\",\"q:c\",\"x\"],[\"SET\",\"q:a\",5],[\"PUBLISH\",\"q:c\",\"y\"],[\"GET\",\"q:a\"]]",
                "[[\"SET\",\"q:a\",\"x\"],[\"INCR\",\"q:a\"],[\"GET\",\"q:a\"]]",
                "[[\"DEL\",\"q:a\"]]",
                "[[\"GET\"]]"
            })
    default void answersPipelinesAndTransactionsAsTheService(String body) {
        same(client -> client.post("/pipeline", body));
        same(client -> client.post("/multi-exec", body));
        same(client -> client.with("Upstash-Encoding", "base64").post("/multi-exec", body));
    }

    @Test
    default void changesNothingInATransactionThatIsRefused() {
        same(client -> client.run("SET", "t:a", "before"));
        same(client -> client.post("/multi-exec", "[[\"SET\",\"t:a\",\"after\"],[\"NOSUCH\"]]"));
        same(client -> client.post("/multi-exec", "[[\"SET\",\"t:a\",\"after\"],[\"GET\"]]"));
        same(client -> client.run("GET", "t:a"));
    }

    @Test
    default void runsATransactionInOneStep() {
        var many = 40;
        var transaction = "[[\"INCR\",\"t:n\"],[\"INCR\",\"t:m\"],[\"MGET\",\"t:n\",\"t:m\"]]";
        var answers = java.util.stream.IntStream.range(0, many)
                .parallel()
                .mapToObj(i -> tripod().post("/multi-exec", transaction).body())
                .toList();
        assertThat(answers).allMatch(answer -> answer.replaceAll(
                        ".*\"result\":(\\d+)\\},\\{\"result\":\\1\\},\\{\"result\":\\[\"\\1\",\"\\1\"\\].*", "same")
                .equals("same"));
        assertThat(tripod().run("GET", "t:n").body()).isEqualTo("{\"result\":\"" + many + "\"}");
    }

    @Test
    default void encodesStringsInBase64ButForTheStatusOk() {
        Function<CacheClient, CacheClient> base64 = client -> client.with("Upstash-Encoding", "base64");
        same(client -> base64.apply(client).run("SET", "e:a", "OK"));
        same(client -> base64.apply(client).run("GET", "e:a"));
        same(client -> base64.apply(client).run("TYPE", "e:a"));
        same(client -> base64.apply(client).run("PING"));
        same(client -> base64.apply(client).run("PING", "OK"));
        same(client -> base64.apply(client).run("STRLEN", "e:a"));
        same(client -> base64.apply(client).run("MGET", "e:a", "e:none"));
        same(client -> base64.apply(client).run("HGET", "e:a", "f"));
        same(client -> base64.apply(client).post("/pipeline", "[[\"SET\",\"e:b\",\"ü\"],[\"GET\",\"e:b\"]]"));
    }

    @Test
    default void answersInTheProtocolOfRedisWhenAsked() {
        Function<CacheClient, CacheClient> resp = client -> client.with("Upstash-Response-Format", "resp2");
        same(client -> resp.apply(client).run("SET", "r:a", "ü"));
        same(client -> resp.apply(client).run("MGET", "r:a", "r:none"));
        same(client -> resp.apply(client).run("INCR", "r:a"));
        same(client -> resp.apply(client).run("TYPE", "r:a"));
        same(client -> resp.apply(client).post("/pipeline", "[[\"INCR\",\"r:n\"],[\"GET\"],[\"GET\",\"r:none\"]]"));
        same(client -> resp.apply(client).post("/multi-exec", "[[\"INCR\",\"r:n\"]]"));
        same(client -> resp.apply(client).with("Upstash-Encoding", "base64").run("PING"));
        same(client -> client.with("Upstash-Response-Format", "resp9").run("PING"));
    }

    @Test
    default void keepsEveryByteOfARawBody() {
        var bytes = new byte[256];
        for (var i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        same(client -> client.call("POST", "/set/raw:a?EX=100", bytes));
        same(client -> client.with("Upstash-Encoding", "base64").get("/get/raw:a"));
        same(client -> client.get("/strlen/raw:a"));
        same(client -> client.call("POST", "/sadd/raw:b?x=y", bytes));
        same(client -> client.call("POST", "/sismember/raw:b", bytes));
    }

    @Test
    default void letsTheReadingTokenReadOnly() {
        same(client -> client.run("SET", "ro:a", "1"));
        for (var line : List.of(
                "GET ro:a",
                "PING",
                "ECHO x",
                "HGETALL ro:none",
                "MGET ro:a",
                "SET ro:a 2",
                "DEL ro:a",
                "INCR",
                "GETEX ro:a",
                "PUBLISH c x",
                "SCAN 0",
                "NOSUCH",
                "EXPIRE ro:a 10")) {
            var words = line.split(" ");
            assertThat(tripodReading().run(words))
                    .as(line)
                    .isEqualTo(serviceReading().run(words));
        }
        var batch = "[[\"GET\",\"ro:a\"],[\"SET\",\"ro:a\",\"2\"]]";
        assertThat(tripodReading().post("/pipeline", batch))
                .isEqualTo(serviceReading().post("/pipeline", batch));
        assertThat(tripodReading().post("/multi-exec", batch))
                .isEqualTo(serviceReading().post("/multi-exec", batch));
        same(client -> client.run("GET", "ro:a"));
    }

    @Test
    default void takesTheTokenAsTheServiceDoes() {
        same(client -> client.with("Authorization", "Bearer wrong").get("/get/a"));
        same(client -> client.with("Authorization", "").get("/get/a"));
        same(client -> client.anonymous().get("/get/a"));
        same(client -> client.get("/get/a?_token=wrong"));
        same(client -> client.anonymous().call("OPTIONS", "/get/a", new byte[0]));
        same(client -> client.anonymous().call("DELETE", "/get/a", new byte[0]));
        assertThat(tripod().anonymous()
                        .get("/ping?_token=" + LocalCacheApiTest.TOKEN)
                        .body())
                .isEqualTo("{\"result\":\"PONG\"}");
        assertThat(tripod().with("Authorization", LocalCacheApiTest.TOKEN)
                        .get("/ping")
                        .status())
                .isEqualTo(200);
    }

    @Test
    default void refusesWhatIsTooLargeInTheServicesWords() {
        var limit = 10 * 1024 * 1024;
        same(client -> client.post("/set/big", "x".repeat(limit + 1)));
        var value = "x".repeat(6 * 1024 * 1024);
        same(client -> client.post("/set/big:a", value));
        same(client -> client.get("/get/big:a"));
        var two = tripod().post("/pipeline", "[[\"GET\",\"big:a\"],[\"GET\",\"big:a\"]]");
        assertThat(two.status()).isEqualTo(400);
        assertThat(two.body())
                .startsWith("{\"error\":\"ERR max request size exceeded. Limit: 10485760 bytes, Actual: 1");
        same(client -> client.run("DEL", "big:a"));
        assertThat(tripod().post("/get", "k".repeat(32 * 1024 + 1)).body())
                .matches("\\{\"error\":\"ERR max key size exceeded. Limit: 327\\d\\d bytes, Actual: 32769 bytes\"}");
        assertThat(tripod().post("/del/a", "k".repeat(32 * 1024 + 1)).status()).isEqualTo(400);
    }

    @Test
    default void takesTheObjectsOfTheSetUpGuide() {
        var client = tripod().with("Content-Type", "application/json");
        assertThat(client.post("/set/g:a", "{\"value\":\"hello\"}").body()).isEqualTo("{\"result\":\"OK\"}");
        assertThat(client.get("/get/g:a").body()).isEqualTo("{\"result\":\"hello\"}");
        assertThat(client.get("/ttl/g:a").body()).isEqualTo("{\"result\":-1}");
        client.post("/set/g:a", "{\"value\":{\"n\":1},\"ex\":60}");
        assertThat(client.get("/get/g:a").body()).isEqualTo("{\"result\":\"{\\\"n\\\":1}\"}");
        assertThat(client.get("/ttl/g:a").body()).isEqualTo("{\"result\":60}");
        assertThat(client.post("/expire/g:a", "{\"seconds\":30}").body()).isEqualTo("{\"result\":1}");
        assertThat(client.get("/ttl/g:a").body()).isEqualTo("{\"result\":30}");
        assertThat(client.post("/set/g:a", "{\"value\":\"x\",\"ex\":0}").status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"value\":\"x\",\"more\":1}",
                "{\"ex\":60}",
                "{\"value\":null}",
                "{}",
                "{\"value\":",
                "[\"value\"]",
                "{\"value\":\"x\"} tail"
            })
    default void keepsAnyOtherJsonAsItIs(String body) {
        same(client -> client.with("Content-Type", "application/json").post("/set/g:b", body));
        same(client -> client.get("/get/g:b"));
    }

    @Test
    default void keepsCallersAmongKeysOfTheirOwn() {
        var name = "own:" + UUID.randomUUID();
        tripod().run("SET", name, "1");
        tripod().run("MSET", name + ":a", "1", name + ":b", "2");
        tripod().run("SADD", name + ":c", name);
        tripod().run("XADD", name + ":d", "*", "f", "v");
        assertThat(storedKeys().stream().filter(key -> key.contains(name)))
                .hasSize(5)
                .allMatch(key -> key.startsWith("tripod:api:own:"));
        assertThat(tripod().run("GET", "tripod:api:" + name).body()).isEqualTo("{\"result\":null}");
    }

    @Test
    default void scansOwnKeysAndNamesThemAsCallersDo() {
        var name = "scan:" + UUID.randomUUID();
        for (var i = 0; i < 30; i++) {
            tripod().run("SET", name + ":" + i, "x");
        }
        assertThat(scanned("MATCH", name + ":*")).hasSize(30).allMatch(key -> key.startsWith(name));
        assertThat(scanned("COUNT", "100")).contains(name + ":0").noneMatch(key -> key.startsWith("tripod:"));
        same(client -> client.run("SCAN", "0", "MATCH"));
        same(client -> client.run("SCAN", "0", "COUNT", "MATCH"));
        same(client -> client.run("SCAN", "x"));
        assertThat(tripod().run("SCAN", "0", "WITHTYPE", "MATCH", "*").status()).isEqualTo(400);
    }

    private List<String> scanned(String option, String value) {
        var keys = new ArrayList<String>();
        var cursor = "0";
        do {
            var page = tripod().run("SCAN", cursor, option, value).body();
            assertThat(page).startsWith("{\"result\":[\"");
            cursor = page.replaceFirst("\\{\"result\":\\[\"(\\d+)\".*", "$1");
            var names = page.replaceFirst(".*\\[(.*)]]}", "$1");
            keys.addAll(
                    names.isEmpty()
                            ? List.of()
                            : List.of(names.replace("\"", "").split(",")));
        } while (!cursor.equals("0"));
        return keys;
    }

    @Test
    default void needsNoOriginAndNoContentType() {
        var page = tripod().with("Origin", "https://evil.example").with("Cookie", "sid=" + "x".repeat(43));
        assertThat(page.with("Content-Type", "text/plain").run("PING").body()).isEqualTo("{\"result\":\"PONG\"}");
        assertThat(page.with("Content-Type", "multipart/form-data").run("PING").status())
                .isEqualTo(200);
        assertThat(page.with("Content-Type", "no type").run("PING").status()).isIn(200, 400);
    }

    @Test
    default void readsBodiesOfFormTypeWhole() {
        var form = tripod().with("Content-Type", "application/x-www-form-urlencoded");
        var body = "a=b&c=" + "d".repeat(100_000);
        form.call("POST", "/set/form:a", body.getBytes(UTF_8));
        assertThat(form.get("/get/form:a").body()).isEqualTo("{\"result\":\"" + body + "\"}");
    }
}
