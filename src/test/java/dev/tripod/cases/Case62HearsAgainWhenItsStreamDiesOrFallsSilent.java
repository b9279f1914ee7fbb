package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.Browser;
import dev.tripod.testing.RoomSocket;
import dev.tripod.testing.Timings;
import dev.tripod.testing.upstash.Fault;
import dev.tripod.testing.upstash.RecordedRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The jitter itself is shown by {@code BackoffTest}. */
@Case(62)
class Case62HearsAgainWhenItsStreamDiesOrFallsSilent {
    private static final Duration SILENCE = Duration.ofSeconds(5);
    private static final Duration NOISE = Duration.ofSeconds(2);

    private Browser desk;
    private String room;
    private RoomSocket onA;
    private RoomSocket onB;

    @BeforeEach
    void meet(@ToHarm Instances both) {
        desk = Instances.GUESTS.person(both.a());
        room = desk.post("/api/rooms", "{}").json().path("id").asText();
        var shown = Instances.GUESTS.show(desk, "{\"room\":\"" + room + "\",\"role\":\"viewer\"}");
        var viewer = Instances.GUESTS.phone(both.b(), "token", shown.token());
        onA = RoomSocket.enter(both.a(), desk, room);
        onB = RoomSocket.enter(both.b(), viewer, room);
        onA.next("joined");
        Timings.until(() -> both.store().openStreams() == 2);
    }

    @AfterEach
    void part() {
        onA.close();
        onB.close();
    }

    @Test
    void aStreamThatDiesIsNoticedAtOnceAndTheGapRepaired(@ToHarm Instances both) {
        var store = both.store();
        var before = subscriptions(both).size();
        var cut = Instant.now();

        store.dropStreams();
        onB.send("log", "in-the-gap", "1").next("ack");
        var repaired = Timings.until(() -> store.openStreams() == 2);

        onA.next(frame -> frame.path("id").asText().equals("in-the-gap"));
        onA.send("log", "afterwards", "2").next("ack");
        onB.next(frame -> frame.path("id").asText().equals("afterwards"));
        assertThat(onA.rest()).noneMatch(frame -> frame.path("type").asText().equals("left"));
        var again = subscriptions(both);
        System.out.printf("Case 62: both hear again %d ms after their streams died%n", repaired.toMillis());
        assertThat(repaired)
                .isLessThan(Duration.ofSeconds(3).plus(NOISE)); // the first wait may be followed by a second
        assertThat(again).hasSize(before + 2);
        assertThat(again.subList(before, before + 2))
                .as("both wait a quarter of a second at least before they ask again")
                .allSatisfy(request ->
                        assertThat(Duration.between(cut, request.at())).isGreaterThan(Duration.ofMillis(200)));
    }

    private static java.util.List<RecordedRequest> subscriptions(Instances both) {
        return both.store().requests().stream()
                .filter(RecordedRequest::opensStream)
                .toList();
    }

    @Test
    void aStreamThatFallsSilentIsNoticedWithinFiveSecondsOfTheNextOwnPublish(@ToHarm Instances both) {
        var before = subscriptions(both).size();
        both.store().silenceStreams();
        onB.send("log", "unheard", "1").next("ack");

        onA.send("log", "own", "2");
        var took = Timings.until(() -> subscriptions(both).size() >= before + 2);

        System.out.printf("Case 62: both reopened %d ms after their next publish%n", took.toMillis());
        assertThat(took).isLessThan(SILENCE.plus(NOISE));
        onA.next(frame -> frame.path("id").asText().equals("unheard"));
        onB.next(frame -> frame.path("id").asText().equals("own"));
    }

    @Test
    void withoutStreamsItSaysSoAndPendingPairingsArePolled(@ToHarm Instances both) {
        both.store().fault(Fault.page(503), RecordedRequest::opensStream);
        both.store().dropStreams();
        Timings.until(() -> Health.of(both.a()).reason().equals("subscription"));
        assertThat(Health.of(both.a()).store()).isEqualTo("degraded");
        assertThat(hearing(both.a())).isEqualTo("deaf");
        assertThat(Regular.at(both.a()).write()).as("commands work").isPositive();
        var shown = Instances.GUESTS.show(desk, "{\"room\":\"" + room + "\"}");

        Instances.GUESTS.phone(both.b(), "token", shown.token());
        var begin = System.nanoTime();
        var notice = onA.next(frame -> frame.path("type").asText().equals("pairing")
                && frame.path("id").asText().equals(shown.id()));
        var took = Duration.ofNanos(System.nanoTime() - begin);

        System.out.printf("Case 62: a deaf desktop learns of its claim after %d ms%n", took.toMillis());
        assertThat(notice.path("state").asText()).isEqualTo("claimed");
        assertThat(notice.path("participant").asText()).isNotEmpty();
        assertThat(took).isLessThan(Duration.ofSeconds(2).plus(NOISE));
    }

    @Test
    void withoutCommandsItSaysSoAndStillHears(@ToHarm Instances both) {
        both.store().fault(Fault.page(503), request -> !request.opensStream());

        Crowd.at(both.a(), 6).write();

        Timings.until(() -> Health.of(both.a()).reason().equals("errors"));
        assertThat(Health.of(both.a()).store()).isEqualTo("degraded");
        assertThat(hearing(both.a())).isEqualTo("live");
    }

    private static String hearing(URI instance) {
        return new Browser(instance)
                .get("/api/status", "Authorization", "Bearer " + Instances.API_TOKEN)
                .json()
                .path("hearing")
                .asText();
    }
}
