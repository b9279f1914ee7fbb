package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.Browser;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * A walk past every kind of answer: pages and files, what a desktop and a phone do from the start to the end, all
 * refusals that a client can bring about. The server believes one proxy and has {@link Instances#API_TOKEN}.
 */
final class Tour {
    private static final AtomicInteger TOURS = new AtomicInteger();
    private static final String CURRENT = "/api/sessions/current";
    private static final String PAIRINGS = "/api/pairings";
    private static final int PAIRINGS_A_MINUTE = 10;
    private static final String[] TOKEN = {"Authorization", "Bearer " + Instances.API_TOKEN};

    private final URI server;
    private final String address = "10.20.0." + TOURS.incrementAndGet();
    private final List<Stop> stops = new ArrayList<>();

    /** What was asked, and the answer. */
    record Stop(String call, Browser.Answer answer) {
        @Override
        public String toString() {
            return call + " -> " + answer.status();
        }
    }

    private Tour(URI server) {
        this.server = server;
    }

    static Tour of(URI server) {
        var tour = new Tour(server);
        tour.files();
        tour.refusals();
        tour.figures();
        tour.story();
        return tour;
    }

    List<Stop> stops() {
        return List.copyOf(stops);
    }

    /** The answers whose status is this. */
    List<Stop> answered(int status) {
        return stops.stream().filter(stop -> stop.answer().status() == status).toList();
    }

    /** The values of all cookies that were handed out. */
    Set<String> cookies() {
        return stops.stream()
                .flatMap(stop -> stop.answer().response().headers().allValues("Set-Cookie").stream())
                .map(cookie -> cookie.split("[=;]", 3)[1])
                .filter(value -> !value.isEmpty())
                .collect(Collectors.toSet());
    }

    private void files() {
        for (var path : List.of(
                "/",
                "/camera",
                "/room",
                "/status",
                "/index.html",
                "/js/pages/desktop.js",
                "/css/base.css",
                "/icons/sprite.svg",
                "/favicon.ico",
                "/manifest.webmanifest",
                "/openapi.json",
                "/health/live",
                "/health/ready")) {
            assertThat(bare("GET", path, "").status()).as(path).isEqualTo(200);
        }
        var style = bare("GET", "/css/base.css", "");
        bare("HEAD", "/", "");
        bare("GET", "/css/base.css", "", "If-None-Match", style.header("ETag"));
        bare("GET", "/nothing", "", "Accept", "text/html");
    }

    private void refusals() {
        for (var path : List.of("/nothing", "/api/nothing", "/.env", "/WEB-INF/web.xml", "/error", "/health/x")) {
            bare("GET", path, "");
        }
        for (var call : List.of("POST /", "DELETE /css/base.css", "TRACE /", "TRACE /api/sessions", "PUT /api/rooms")) {
            var words = call.split(" ", 2);
            bare(words[0], words[1], "");
        }
        bare("GET", "/api/sessions", "");
        bare("OPTIONS", CURRENT, "", "Origin", "https://evil.example", "Access-Control-Request-Method", "PATCH");
        bare("POST", "/api/sessions", "{}", "Content-Type", "text/plain");
        bare("POST", "/api/sessions", "{", "Content-Type", "application/json");
        bare("POST", "/api/sessions", "\"" + "x".repeat(70_000) + "\"", "Content-Type", "application/json");
        bare("GET", CURRENT, "", "Accept", "image/png");
        bare("GET", "/ws/rooms/aaaaaaaaaaaaaaaaaaaaaa", "");
    }

    private void figures() {
        for (var path : List.of("/metrics", "/api/status", "/api/cache/get/x")) {
            bare("GET", path, "");
            bare("GET", path, "", TOKEN);
        }
        bare("GET", "/api/cache/nonsense", "", TOKEN);
    }

    private void story() {
        var desktop = new Browser(server);
        note("POST /api/sessions", desktop.post("/api/sessions", "{\"name\":\"Desk\"}", "X-Forwarded-For", address));
        Instances.GUESTS.remember(desktop);
        note("POST /api/sessions again", desktop.post("/api/sessions", "{}"));
        note("POST " + CURRENT + "/rotation", desktop.post(CURRENT + "/rotation", ""));
        Instances.GUESTS.remember(desktop);
        note("GET " + CURRENT, desktop.get(CURRENT));
        note("PATCH " + CURRENT, desktop.patch(CURRENT, "{\"attributes\":{\"a\":1}}"));
        note("PATCH " + CURRENT + " with nonsense", desktop.patch(CURRENT, "[]"));
        note("PATCH " + CURRENT + " from elsewhere", desktop.patch(CURRENT, "{}", "Origin", "https://evil.example"));
        note("GET /api/ice", desktop.get("/api/ice"));
        var room = note("POST /api/rooms", desktop.post("/api/rooms", "{}"))
                .json()
                .path("id")
                .asText();
        note("GET /api/rooms/{id}", desktop.get("/api/rooms/" + room));
        pair(desktop, room);
        tooMany(desktop);
        note("DELETE somebody who is not there", desktop.delete("/api/rooms/" + room + "/participants/x"));
        note("DELETE " + CURRENT, desktop.delete(CURRENT));
        note("GET " + CURRENT + " after the end", desktop.get(CURRENT));
    }

    private void pair(Browser desktop, String room) {
        var cancelled = Instances.GUESTS.show(desktop, "{}").id();
        note("DELETE " + PAIRINGS + "/{id}", desktop.delete(PAIRINGS + "/" + cancelled));
        var wish = "{\"room\":\"" + room + "\"}";
        var offer = note("POST " + PAIRINGS, desktop.post(PAIRINGS, wish));
        var token = offer.json().path("link").asText().replaceFirst(".*#v1\\.", "");
        var one = PAIRINGS + "/" + offer.json().path("id").asText();
        look(desktop, one);
        var phone = new Browser(server);
        note("POST " + PAIRINGS + "/lookup", phone.post(PAIRINGS + "/lookup", "{\"token\":\"" + token + "\"}"));
        note("POST " + PAIRINGS + "/claim", phone.post(PAIRINGS + "/claim", Instances.GUESTS.claim("token", token)));
        Instances.GUESTS.remember(phone);
        var second = Instances.GUESTS.claim("token", token);
        note("POST " + PAIRINGS + "/claim again", new Browser(server).post(PAIRINGS + "/claim", second));
        note("DELETE " + PAIRINGS + "/{id} after the claim", desktop.delete(one));
        look(desktop, one);
        note("GET somebody else's pairing", phone.get(one));
    }

    private void look(Browser desktop, String pairing) {
        for (var part : List.of("", "/qr.svg", "/qr.png")) {
            note("GET " + PAIRINGS + "/{id}" + part, desktop.get(pairing + part));
        }
    }

    /** Not by wrong codes: those of all instances count together. */
    private void tooMany(Browser desktop) {
        for (var offers = 0; offers < PAIRINGS_A_MINUTE; offers++) {
            note("POST " + PAIRINGS + " once more", desktop.post(PAIRINGS, "{}"));
        }
    }

    private Browser.Answer bare(String method, String path, String body, String... headers) {
        return note(method + " " + path, BareHttp.call(server, method, path, body, headers));
    }

    private Browser.Answer note(String call, Browser.Answer answer) {
        stops.add(new Stop(call, answer));
        return answer;
    }
}
