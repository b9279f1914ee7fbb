package dev.tripod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.Browser;
import dev.tripod.testing.ServerProcess;
import dev.tripod.testing.upstash.UpstashServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two uber-jars on one store, which speaks the REST protocol in front of a real Redis. */
class TwoInstancesIT {
    private static UpstashServer store;
    private static ServerProcess a;
    private static ServerProcess b;

    @BeforeAll
    static void start() {
        store = UpstashServer.start();
        a = instance();
        b = instance();
    }

    private static ServerProcess instance() {
        return ServerProcess.uberJar(
                Map.of("UPSTASH_REDIS_REST_URL", store.uri().toString(), "UPSTASH_REDIS_REST_TOKEN", store.token()),
                "-Xmx256m");
    }

    @AfterAll
    static void stop() {
        a.close();
        b.close();
        store.close();
    }

    private static Browser person() {
        var person = new Browser(a.uri());
        person.post("/api/sessions", "{\"name\":\"Desk\"}");
        return person;
    }

    private static void await(BooleanSupplier holds) {
        var until = System.nanoTime() + 10_000_000_000L;
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(until);
            LockSupport.parkNanos(2_000_000);
        }
    }

    private static String current(Browser person, ServerProcess at) {
        return new Browser(at.uri())
                .get("/api/sessions/current", "Cookie", person.cookieHeader())
                .text();
    }

    @Test
    void saysThatTheStoreIsConfiguredAndVerified() {
        await(() -> a.log().contains("[UPSTASH] ✓ Connection verified"));
        assertThat(a.log()).contains("[UPSTASH] Redis REST API configured").doesNotContain(store.token());
    }

    @Test
    void aSessionOfOneInstanceIsOneOfTheOther() {
        var here = person();
        assertThat(current(here, b)).contains("\"Desk\"");

        new Browser(b.uri())
                .patch("/api/sessions/current", "{\"attributes\":{\"theme\":\"dark\"}}", "Cookie", here.cookieHeader());
        await(() -> current(here, a).contains("\"dark\""));

        var cookie = here.cookieHeader();
        here.delete("/api/sessions/current");
        await(() -> new Browser(b.uri())
                        .get("/api/sessions/current", "Cookie", cookie)
                        .status()
                == 401);
    }

    @Test
    void aPairingOfOneIsClaimedThroughTheOtherAndTheDesktopHearsOfIt() throws Exception {
        var desktop = person();
        var room = desktop.post("/api/rooms", "{}").json().path("id").asText();
        var welcomed = new CompletableFuture<String>();
        var claimed = new CompletableFuture<String>();
        var http = HttpClient.newHttpClient();
        var socket = http.newWebSocketBuilder()
                .subprotocols("tripod.v1")
                .header("Origin", a.uri().toString())
                .header("Cookie", desktop.cookieHeader())
                .buildAsync(
                        URI.create("ws" + a.uri().toString().substring(4) + "/ws/rooms/" + room),
                        new WebSocket.Listener() {
                            @Override
                            public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                                (text.toString().contains("\"pairing\"") ? claimed : welcomed)
                                        .complete(text.toString());
                                from.request(1);
                                return CompletableFuture.completedFuture(null);
                            }
                        })
                .get(10, TimeUnit.SECONDS);
        socket.sendText("{\"type\":\"hello\"}", true).get(10, TimeUnit.SECONDS);
        welcomed.get(10, TimeUnit.SECONDS);
        var offer = desktop.post("/api/pairings", "{\"room\":\"%s\"}".formatted(room));
        var code = offer.json().path("code").asText();

        var claim = new Browser(b.uri()).post("/api/pairings/claim", claimBy("\"code\":\"" + code + "\"", 1));

        assertThat(claim.status()).as(claim.text()).isEqualTo(200);
        assertThat(claimed.get(5, TimeUnit.SECONDS)).contains("\"claimed\"");
        socket.abort();
        assertThat(http)
                .as("held till here, since a client that is collected closes its sockets")
                .isNotNull();
    }

    @Test
    void oneOfManyPhonesWinsOverBoth() {
        var threads = Executors.newFixedThreadPool(10);
        var desktop = person();
        for (var round = 0; round < 8; round++) {
            var offer = desktop.post("/api/pairings", "{}").json();
            var secret = "\"token\":\"" + offer.path("link").asText().replaceFirst(".*#v1\\.", "") + "\"";
            var claims = new ArrayList<CompletableFuture<Integer>>();
            for (var phone = 0; phone < 50; phone++) {
                var body = claimBy(secret, phone);
                var server = phone % 2 == 0 ? a : b;
                claims.add(CompletableFuture.supplyAsync(
                        () -> new Browser(server.uri())
                                .post("/api/pairings/claim", body)
                                .status(),
                        threads));
            }
            assertThat(claims.stream().map(CompletableFuture::join).toList())
                    .containsOnlyOnce(200)
                    .allMatch(status -> List.of(200, 409).contains(status));
        }
        threads.shutdown();
    }

    private static String claimBy(String secret, int number) {
        return "{%s,\"claimId\":\"%022d\",\"name\":\"Pixel\"}".formatted(secret, number);
    }
}
