package dev.tripod.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who may do what, and how much of it, on every store. */
interface CacheRulesContract extends CacheParties {
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
                        .get("/ping?_token=" + CacheParties.TOKEN)
                        .body())
                .isEqualTo("{\"result\":\"PONG\"}");
        assertThat(tripod().with("Authorization", CacheParties.TOKEN)
                        .get("/ping")
                        .status())
                .isEqualTo(200);
    }

    @Test
    default void refusesWhatIsTooLargeInTheServicesWords() {
        var limit = 10 * 1024 * 1024;
        same(client -> client.post("/set/big", "x".repeat(limit + 1)));
        var value = "x".repeat(2 * 1024 * 1024);
        same(client -> client.post("/set/big:a", value));
        same(client -> client.get("/get/big:a"));
        var many = tripod().post("/pipeline", "[" + "[\"GET\",\"big:a\"],".repeat(6) + "[\"PING\"]]");
        assertThat(many.status()).isEqualTo(400);
        assertThat(many.body())
                .startsWith("{\"error\":\"ERR max request size exceeded. Limit: 10485760 bytes, Actual: 1");
        same(client -> client.run("DEL", "big:a"));
        assertThat(tripod().post("/get", "k".repeat(32 * 1024 + 1)).body())
                .matches("\\{\"error\":\"ERR max key size exceeded. Limit: 327\\d\\d bytes, Actual: 32769 bytes\"}");
        assertThat(tripod().post("/del/a", "k".repeat(32 * 1024 + 1)).status()).isEqualTo(400);
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
}
