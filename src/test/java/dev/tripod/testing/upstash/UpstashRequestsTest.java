package dev.tripod.testing.upstash;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How requests are worded, and what the surprising ones do. */
class UpstashRequestsTest {
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

    @Test
    void takesABodyInChunksAndClosesWhenAsked() throws IOException {
        try (var socket = new Socket("localhost", server.uri().getPort())) {
            var request = "POST /set/k HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + server.token()
                    + "\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
                    .endsWith("{\"result\":\"OK\"}");
        }
        assertThat(server.redis().get("k")).isEqualTo("hello");
    }
}
