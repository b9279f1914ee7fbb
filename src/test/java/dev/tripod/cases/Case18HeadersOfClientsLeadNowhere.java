package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.Browser;
import dev.tripod.testing.QrReader;
import dev.tripod.testing.TripodServer;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@Case(18)
class Case18HeadersOfClientsLeadNowhere {
    private static final String PUBLIC_URL = "https://tripod.example";
    private static final int STARTS_A_MINUTE = 30;
    private static final int WRONG_CODES_A_MINUTE = 5;

    /** Name and value, as an attacker or a proxy that nobody trusts sends them. */
    private static final List<String[]> HOSTILE = List.of(
            new String[] {"Host", "evil.example"},
            new String[] {"Host", "tripod.example.evil.example"},
            new String[] {"Host", "evil.example:80"},
            new String[] {"X-Forwarded-Host", "evil.example"},
            new String[] {"X-Forwarded-Server", "evil.example", "X-Forwarded-Port", "666"},
            new String[] {"X-Original-Host", "evil.example", "X-Host", "evil.example"},
            new String[] {"Forwarded", "for=1.2.3.4;host=evil.example;proto=http"},
            new String[] {"X-Forwarded-Proto", "http", "X-Forwarded-Prefix", "/evil"});

    @Test
    void linksKeepThePublicUrl() throws Exception {
        var settings = Map.of("TRIPOD_PUBLIC_URL", PUBLIC_URL, "TRIPOD_TRUSTED_PROXIES", "1");
        try (var server = TripodServer.start(settings, InstantSource.system())) {
            for (var headers : HOSTILE) {
                var desktop = Instances.GUESTS.person(server.uri(""));
                var answer = desktop.post("/api/pairings", "{}", headers);
                assertThat(answer.status()).isEqualTo(201);
                var offer = answer.json();
                var link = offer.path("link").asText();
                assertThat(link).startsWith(PUBLIC_URL + "/camera#v1.");
                assertThat(answer.text()).doesNotContain("evil");
                assertThat(offer.path("qr").asText()).startsWith("/api/pairings/");
                var png = desktop.get(offer.path("qr").asText().replace(".svg", ".png"), headers);
                assertThat(QrReader.read(png.response().body())).isEqualTo(link);
            }
        }
    }

    /** Starts of sessions are counted over both instances. */
    @Test
    void rotatingWhatStandsLeftOfTheProxysWordIsStill429(Instances instances) {
        starts429(List.of(instances.a(), instances.b()), number -> "198.51.100." + number + ", 10.18.0.1");
        starts429(List.of(instances.b()), number -> "evil" + number + "\", 10.18.1.1");
        try (var server = TripodServer.start(Map.of("TRIPOD_TRUSTED_PROXIES", "1"), InstantSource.system())) {
            guesses429(server.uri(""), number -> "198.51.100." + number + ", 10.18.0.1");
        }
    }

    @Test
    void rotatingItWithoutAProxyIsStill429() {
        try (var server = TripodServer.start()) {
            starts429(List.of(server.uri("")), number -> "198.51.100." + number);
            guesses429(server.uri(""), number -> "198.51.100." + number);
        }
    }

    private static void starts429(List<URI> servers, IntFunction<String> shown) {
        lastIs429(
                IntStream.rangeClosed(0, STARTS_A_MINUTE)
                        .mapToObj(number -> BareHttp.call(
                                servers.get(number % servers.size()),
                                "POST",
                                "/api/sessions",
                                "",
                                "X-Forwarded-For",
                                shown.apply(number)))
                        .toList(),
                201);
    }

    private static void guesses429(URI server, IntFunction<String> shown) {
        lastIs429(
                IntStream.rangeClosed(0, WRONG_CODES_A_MINUTE)
                        .mapToObj(number -> BareHttp.call(
                                server,
                                "POST",
                                "/api/pairings/lookup",
                                "{\"code\":\"0000-000" + number + "\"}",
                                "Content-Type",
                                "application/json",
                                "X-Forwarded-For",
                                shown.apply(number)))
                        .toList(),
                404);
    }

    private static void lastIs429(List<Browser.Answer> answers, int before) {
        var last = answers.size() - 1;
        assertThat(answers.subList(0, last)).allMatch(answer -> answer.status() == before);
        assertThat(answers.get(last).status()).isEqualTo(429);
        assertThat(answers.get(last).header("Retry-After")).matches("[1-9]\\d?");
    }
}
