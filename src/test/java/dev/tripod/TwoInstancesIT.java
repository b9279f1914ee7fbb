package dev.tripod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.Browser;
import dev.tripod.testing.Guests;
import dev.tripod.testing.RoomSocket;
import dev.tripod.testing.Timings;
import dev.tripod.testing.TwoInstances;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What one instance does is so on the other, at once, and outlives both. */
class TwoInstancesIT {
    private static final int TRIES = 20;
    /** As many as a session may offer in a minute. */
    private static final int OFFERS_PER_DESKTOP = 10;

    private static final Guests GUESTS = new Guests();

    private static TwoInstances both;

    @BeforeAll
    static void start() {
        both = new TwoInstances();
    }

    @AfterAll
    static void stop() {
        both.close();
    }

    @AfterEach
    void noSecretIsInALog() {
        var logs = both.logs();
        assertThat(logs).doesNotContain(both.store().token());
        assertThat(GUESTS.secrets()).noneMatch(logs::contains);
    }

    private static String current(Browser person) {
        return person.get("/api/sessions/current").text();
    }

    /** Reads the session until that asks nothing of the store any more. */
    private static void untilCopied(Browser person) {
        Timings.until(() -> {
            var before = both.store().commands();
            var found = current(person).contains("Desk");
            return found && both.store().commands().since(before).total() == 0;
        });
    }

    private static void assertKept(Timings timings) {
        System.out.println(timings);
        assertThat(timings.kept()).as(timings.toString()).isTrue();
    }

    @Test
    void saysInUtf8ThatTheStoreIsConfiguredAndVerified() {
        Timings.until(() -> both.logOfA().contains("[UPSTASH] ✓ Connection verified"));
        assertThat(both.logOfA())
                .containsSubsequence("[UPSTASH] Redis REST API configured", "[UPSTASH] ✓ Connection verified");
    }

    @Test
    void aChangeOnOneIsSeenOnTheOtherWithinATenthOfASecondThoughItHasACopy() {
        var onA = GUESTS.person(both.a());
        var onB = onA.at(both.b());
        assertThat(current(onB)).contains("\"Desk\"");
        var seen = new Timings("A change on B is seen on A", TRIES, Duration.ofMillis(100));
        for (var number = 0; seen.goOn(); number++) {
            untilCopied(onA);
            var attribute = "{\"n\":\"n%d\"}".formatted(number);
            onB.patch("/api/sessions/current", "{\"attributes\":%s}".formatted(attribute));
            seen.await(() -> current(onA).contains(attribute));
        }
        assertKept(seen);
    }

    @Test
    void aSessionEndedOnOneIsDeadOnTheOtherWithinASecondThoughItHasACopy() {
        var dead = new Timings("A session ended on A is dead on B", TRIES, Duration.ofSeconds(1));
        while (dead.goOn()) {
            var onA = GUESTS.person(both.a());
            var onB = new Browser(both.b());
            var cookie = onA.cookieHeader();
            untilCopied(onA.at(both.b()));
            assertThat(onA.delete("/api/sessions/current").status()).isEqualTo(204);
            dead.await(() -> onB.get("/api/sessions/current", "Cookie", cookie).status() == 401);
        }
        assertKept(dead);
        assertThat(both.logs())
                .as("even the finest lines, for the search for secrets")
                .contains("FINE");
    }

    @Test
    void aPairingOfOneIsClaimedThroughTheOtherAndTheDesktopHearsOfItAtOnce() {
        var desktop = GUESTS.person(both.a());
        var room = desktop.post("/api/rooms", "{}").json().path("id").asText();
        var socket = RoomSocket.enter(both.a(), desktop, room);
        var told =
                new Timings("A desktop on A is told of a claim through B", OFFERS_PER_DESKTOP, Duration.ofMillis(100));
        for (var number = 0; number < OFFERS_PER_DESKTOP; number++) {
            var shown = GUESTS.show(desktop, "{\"room\":\"%s\"}".formatted(room));
            assertThat(desktop.at(both.b())
                            .get("/api/pairings/" + shown.id() + "/qr.svg")
                            .status())
                    .isEqualTo(200);
            if (number % 2 == 0) {
                GUESTS.phone(both.b(), "token", shown.token());
            } else {
                GUESTS.phone(both.b(), "code", shown.code());
            }
            told.await(() -> socket.next(frame -> frame.toString().contains(shown.id()))
                    .toString()
                    .contains("\"claimed\""));
        }
        socket.close();
        assertKept(told);
    }

    @Test
    void sessionsRoomsAndPairingsOutliveAKillOfBoth() {
        var desktop = GUESTS.person(both.a());
        desktop.patch("/api/sessions/current", "{\"attributes\":{\"theme\":\"dark\"}}");
        var room = desktop.post("/api/rooms", "{}").json().path("id").asText();
        var offered = GUESTS.show(desktop, inRoom(room, "camera"));
        var camera = GUESTS.phone(both.b(), "token", offered.token());
        var pending = GUESTS.show(desktop, inRoom(room, "viewer"));
        var cookie = desktop.cookieHeader();

        both.killAndStartAgain();

        for (var instance : List.of(both.a(), both.b())) {
            assertThat(current(desktop.at(instance))).contains("\"Desk\"", "{\"theme\":\"dark\"}");
            assertThat(camera.at(instance).get("/api/rooms/" + room).status()).isEqualTo(200);
        }
        assertThat(desktop.cookieHeader()).isEqualTo(cookie);
        assertThat(desktop.at(both.a()).get("/api/pairings/" + pending.id()).text())
                .contains("\"pending\"");
        var viewer = GUESTS.phone(both.b(), "code", pending.code());
        assertThat(viewer.get("/api/rooms/" + room).status()).isEqualTo(200);
    }

    private static String inRoom(String room, String role) {
        return "{\"room\":\"%s\",\"role\":\"%s\"}".formatted(room, role);
    }
}
