package dev.tripod.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests in each form answer as on the service, on every store. */
interface CacheFormsContract extends CacheParties {
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
        var answers = IntStream.range(0, many)
                .parallel()
                .mapToObj(i -> tripod().post("/multi-exec", transaction).body())
                .toList();
        assertThat(answers).allMatch(answer -> answer.replaceAll(
                        ".*\"result\":(\\d+)\\},\\{\"result\":\\1\\},\\{\"result\":\\[\"\\1\",\"\\1\"\\].*", "same")
                .equals("same"));
        assertThat(tripod().run("GET", "t:n").body()).isEqualTo("{\"result\":\"" + many + "\"}");
    }

    @Test
    default void readsBodiesOfFormTypeWhole() {
        var form = tripod().with("Content-Type", "application/x-www-form-urlencoded");
        var body = "a=b&c=" + "d".repeat(100_000);
        form.call("POST", "/set/form:a", body.getBytes(UTF_8));
        assertThat(form.get("/get/form:a").body()).isEqualTo("{\"result\":\"" + body + "\"}");
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
}
