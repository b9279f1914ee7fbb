package dev.tripod.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.CacheClient;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers in another form than usual, and requests of the set-up guide, on every store. */
interface CacheAnswersContract extends CacheParties {
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
    default void takesTheObjectsOfTheSetUpGuide() {
        var client = tripod().with("Content-Type", "application/json");
        assertThat(client.post("/set/g:a", "{\"value\":\"hello\"}").body()).isEqualTo("{\"result\":\"OK\"}");
        assertThat(client.get("/get/g:a").body()).isEqualTo("{\"result\":\"hello\"}");
        assertThat(client.get("/ttl/g:a").body()).isEqualTo("{\"result\":-1}");
        client.post("/set/g:a", "{\"value\":{\"n\":1},\"ex\":60}");
        assertThat(client.get("/get/g:a").body()).isEqualTo("{\"result\":\"{\\\"n\\\":1}\"}");
        assertThat(client.get("/ttl/g:a").body()).matches("\\{\"result\":(60|[45]\\d)}");
        assertThat(client.post("/expire/g:a", "{\"seconds\":30}").body()).isEqualTo("{\"result\":1}");
        assertThat(client.get("/ttl/g:a").body()).matches("\\{\"result\":(30|[12]\\d)}");
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
}
