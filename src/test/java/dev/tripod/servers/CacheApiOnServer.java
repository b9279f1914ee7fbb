package dev.tripod.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.CacheClient;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cache API: bodies of any type, commands in every form, streams. */
class CacheApiOnServer extends OnServer {
    static final String TOKEN = "0123456789abcdef0123456789abcdef";

    private static CacheClient cache(URI instance) {
        return new CacheClient(instance.resolve("/api/cache"), TOKEN);
    }

    /** Keys in paths have no colon here: GlassFish 7 fails at those before it asks the application. */
    @ParameterizedTest
    @ValueSource(
            strings = {"application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x", "image/png"
            })
    void keepsValuesOfAnyType(String type) {
        assertThat(cache(a).with("Content-Type", type)
                        .post("/set/suite-a?EX=100", "a=b&c=d+e,ü")
                        .body())
                .isEqualTo("{\"result\":\"OK\"}");
        assertThat(cache(b).get("/get/suite-a").body()).isEqualTo("{\"result\":\"a=b&c=d+e,ü\"}");
    }

    @Test
    void servesCommandsInEveryForm() {
        var json = cache(a).with("Content-Type", "application/json");
        assertThat(json.run("SET", "suite:/b", "1").body()).isEqualTo("{\"result\":\"OK\"}");
        assertThat(json.post("/set/suite-b", "{\"value\":\"v\",\"ex\":60}").body())
                .isEqualTo("{\"result\":\"OK\"}");
        assertThat(json.get("/ttl/suite-b").body()).matches("\\{\"result\":\\d\\d}");
        assertThat(json.post("/pipeline", "[[\"INCR\",\"suite:/b\"],[\"GET\"]]").body())
                .isEqualTo("[{\"result\":2},{\"error\":\"ERR wrong number of arguments for 'get' command\"}]");
        assertThat(json.post("/multi-exec", "[[\"GET\",\"suite:/b\"],[\"DEL\",\"suite:/b\"]]")
                        .body())
                .isEqualTo("[{\"result\":\"2\"},{\"result\":1}]");
        assertThat(json.get("/set/suite-c/a+b%20%C3%BC").status()).isEqualTo(200);
        assertThat(json.get("/get/suite-c").body()).isEqualTo("{\"result\":\"a+b ü\"}");
        assertThat(json.get("/nosuch").status()).isEqualTo(400);
        assertThat(json.call("DELETE", "/get/suite-c", new byte[0])).isEqualTo(new CacheClient.Answer(405, ""));
        assertThat(json.with("Authorization", "Bearer x").get("/ping").status()).isEqualTo(401);
    }

    @Test
    void streamsWhatIsPublishedOnAnotherInstance() throws IOException {
        try (var events = cache(a).events("/subscribe/suite")) {
            assertThat(CacheClient.line(events)).isEqualTo("data: subscribe,suite,1");
            assertThat(cache(b).run("PUBLISH", "suite", "hello, you").body()).isEqualTo("{\"result\":1}");
            assertThat(CacheClient.line(events)).isEqualTo("data: message,suite,hello, you");
        }
    }
}
