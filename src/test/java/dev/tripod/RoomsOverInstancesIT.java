package dev.tripod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.Browser;
import dev.tripod.testing.CuttableProxy;
import dev.tripod.testing.Pause;
import dev.tripod.testing.RoomClient;
import dev.tripod.testing.RoomRecord;
import dev.tripod.testing.RoomScenario;
import dev.tripod.testing.RoomScenario.Scale;
import dev.tripod.testing.RoomSeat;
import dev.tripod.testing.RoomTally;
import dev.tripod.testing.ServerProcess;
import dev.tripod.testing.upstash.Eventually;
import dev.tripod.testing.upstash.UpstashServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Rooms whose participants are on two instances, while parts of the whole fail. Each test prints what came of its
 * messages; with {@code -Dtripod.long=true} each has 20,000 deliveries to count and the troubles last longer.
 */
class RoomsOverInstancesIT {
    private static final boolean LONG = Boolean.getBoolean("tripod.long");
    private static final Scale SCALE =
            LONG ? new Scale(10, 9, 2_600, Duration.ofSeconds(50)) : new Scale(2, 8, 200, Duration.ofSeconds(4));

    private static UpstashServer store;
    private static ServerProcess a;
    private static ServerProcess b;

    @BeforeAll
    static void start() {
        store = UpstashServer.start();
        var both = ServerProcess.uberJars(List.of(settings(), settings()), List.of(), "-Xmx256m");
        a = both.get(0);
        b = both.get(1);
    }

    /** A third one, which is soon killed: in the short form on a server that starts sooner. */
    private static ServerProcess thirdInstance() {
        return LONG ? ServerProcess.uberJar(settings(), "-Xmx256m") : ServerProcess.instance(settings(), "-Xmx256m");
    }

    private static Map<String, String> settings() {
        return Map.of(
                "UPSTASH_REDIS_REST_URL", store.uri().toString(),
                "UPSTASH_REDIS_REST_TOKEN", store.token(),
                "TRIPOD_PING_ACTIVE", "2s",
                "TRIPOD_PING_IDLE", "2s",
                "TRIPOD_TRUSTED_PROXIES", "1",
                "TRIPOD_SOCKETS_PER_ADDRESS", "2000",
                "TRIPOD_MESSAGES_PER_SECOND", "1000");
    }

    @AfterEach
    void mend() {
        store.clearFaults();
        store.recover();
        awaitShared(a);
        awaitShared(b);
    }

    @AfterAll
    static void stop() {
        a.close();
        b.close();
        store.close();
    }

    private static void awaitShared(ServerProcess server) {
        var browser = new Browser(server.uri());
        Eventually.holds(
                Duration.ofSeconds(40),
                () -> browser.get("/health/ready").text().contains("\"store\":\"shared\""));
    }

    private static RoomScenario overBoth(Scale scale) {
        return RoomScenario.enter(scale, a.uri(), b.uri());
    }

    /** Waits for an end, but not longer; whether it has come. */
    private static boolean endsWithin(Duration time, CompletableFuture<Void> awaited) {
        try {
            awaited.get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private static Duration seconds(int usually, int inTheLongForm) {
        return Duration.ofSeconds(LONG ? inTheLongForm : usually);
    }

    /** Everything once to everybody, each sender's messages in its order, and all know who is there. */
    private static RoomTally allIsWell(String name, RoomScenario scenario) {
        var tally = scenario.settle(name);
        assertThat(tally)
                .as(name)
                .returns(0L, RoomTally::lost)
                .returns(0L, RoomTally::repeated)
                .returns(0L, RoomTally::unacknowledged)
                .returns(0L, RoomTally::overtaken);
        assertThat(scenario.listsAgree()).as("the participants' lists agree").isTrue();
        return tally;
    }

    private static void allIsWellInOneOrder(String name, RoomScenario scenario) {
        assertThat(allIsWell(name, scenario).disagreements())
                .as("pairs of participants with different orders")
                .isZero();
        assertThat(scenario.departures()).as("nobody seemed to leave").isZero();
    }

    @Test
    void everythingComesOnceAndInOneOrderWhileAllIsWell() {
        try (var scenario = overBoth(SCALE)) {
            scenario.send(SCALE, "hello").join();
            allIsWellInOneOrder("undisturbed", scenario);
        }
    }

    @Test
    void nothingIsLostWhenTheStreamBreaksEverySecond() {
        try (var scenario = overBoth(SCALE)) {
            var sending = scenario.send(SCALE, "hello");
            while (!endsWithin(Duration.ofSeconds(1), sending)) {
                store.dropStreams();
            }
            allIsWellInOneOrder("stream dropped every second", scenario);
        }
    }

    @Test
    void nothingIsLostWhenTheStreamFallsSilent() {
        var scale = SCALE.lasting(SCALE.time().plusSeconds(2));
        try (var scenario = overBoth(scale)) {
            var sending = scenario.send(scale, "hello");
            endsWithin(Duration.ofSeconds(1), sending);
            store.silenceStreams();
            sending.join();
            allIsWellInOneOrder("stream silenced", scenario);
        }
    }

    private static void storeAway(String name, Duration away) {
        var scale = SCALE.lasting(SCALE.time().plus(away));
        try (var scenario = overBoth(scale)) {
            var sending = scenario.send(scale, "hello");
            endsWithin(Duration.ofSeconds(1), sending);
            store.refuseConnections();
            endsWithin(away, sending);
            assertThat(scenario.departures())
                    .as("nobody seems to leave in an outage")
                    .isZero();
            store.recover();
            sending.join();
            awaitShared(a);
            awaitShared(b);
            allIsWell(name, scenario);
        }
    }

    @Test
    void nothingIsLostWhenTheStoreIsAwayForThreeSeconds() {
        storeAway("store away for 3 s", Duration.ofSeconds(3));
    }

    @Test
    void nothingIsLostWhenTheStoreIsAwayForLong() {
        var away = seconds(7, 30);
        storeAway("store away for " + away.toSeconds() + " s", away);
    }

    @Test
    void thoseOnOneInstanceHearEachOtherAtOnceWhileTheStoreIsAway() {
        try (var scenario = overBoth(new Scale(1, 6, 0, Duration.ZERO))) {
            store.refuseConnections();
            var room = scenario.rooms().get(0);
            var sender = room.get(0);
            for (var message = 0; message < 5; message++) {
                var said = new RoomRecord.Message(sender.record().self(), sender.log("in the outage"));
                Eventually.holds(() -> Stream.of(room.get(2), room.get(4))
                        .allMatch(near -> near.record().deliveries().containsKey(said)));
            }
            store.recover();
            awaitShared(a);
            awaitShared(b);
            allIsWell("said in an outage", scenario);
        }
    }

    @Test
    void nothingIsLostWhenAnInstanceIsKilled() {
        var dying = thirdInstance();
        try (var scenario = RoomScenario.enter(SCALE, b.uri(), dying.uri())) {
            var sending = scenario.send(SCALE, "hello");
            endsWithin(Duration.ofSeconds(1), sending);
            dying.kill();
            sending.join();
            allIsWell("instance killed", scenario);
        } finally {
            dying.kill();
        }
    }

    @Test
    void whoWasOnAKilledInstanceAndStaysAwayLeavesOnce() {
        var dying = thirdInstance();
        try (var scenario = RoomScenario.enter(new Scale(1, 6, 0, Duration.ZERO), b.uri(), dying.uri())) {
            Eventually.holds(scenario::listsAgree);
            var room = scenario.rooms().get(0);
            var gone = List.of(room.get(1), room.get(3), room.get(5));
            gone.forEach(RoomClient::staysAway);
            dying.kill();
            var limit = Duration.ofSeconds(10); // 2.2 pings of 2 s, the probe, and a slow machine
            Eventually.holds(limit, scenario::listsAgree);
            scenario.settle("participants of a killed instance");
            for (var one : gone) {
                assertThat(List.of(room.get(0), room.get(2), room.get(4)))
                        .allMatch(
                                other ->
                                        other.record().departuresOf(one.record().self()) == 1,
                                "hears of it once");
            }
        } finally {
            dying.kill();
        }
    }

    @Test
    void nothingIsLostWhenAnInstanceIsStopped() {
        var stopping = ServerProcess.uberJar(settings(), "-Xmx256m");
        try (var scenario = RoomScenario.enter(SCALE, b.uri(), stopping.uri())) {
            var sending = scenario.send(SCALE, "hello");
            endsWithin(Duration.ofSeconds(1), sending);
            stopping.close();
            sending.join();
            allIsWell("instance stopped", scenario);
            assertThat(scenario.rooms().get(0).get(1).record().closes())
                    .as("told to come back")
                    .containsAnyOf(1001, 1012);
        }
    }

    private static void paused(String name, RoomScenario scenario, Scale scale, Duration pause) {
        var sending = scenario.send(scale, "hello");
        endsWithin(Duration.ofSeconds(1), sending);
        Pause.during(() -> endsWithin(pause, sending), a);
        sending.join();
        awaitShared(a);
        allIsWell(name, scenario);
    }

    @Test
    void nothingIsLostWhenAnInstanceStandsStillAndItsClientsWait() {
        var pause = seconds(8, 60);
        var scale = SCALE.lasting(pause.plusSeconds(LONG ? 25 : 2));
        try (var scenario = overBoth(scale)) {
            paused("instance paused for " + pause.toSeconds() + " s, clients wait", scenario, scale, pause);
        }
    }

    @Test
    void nothingIsLostWhenAnInstanceStandsStillAndItsClientsGoToTheOther() {
        var pause = seconds(8, 60);
        var scale = SCALE.lasting(pause.plusSeconds(LONG ? 25 : 2));
        try (var scenario = overBoth(scale)) {
            scenario.clients().forEach(client -> client.losesPatienceAfter(Duration.ofSeconds(3)));
            paused("instance paused for " + pause.toSeconds() + " s, clients move", scenario, scale, pause);
        }
    }

    @Test
    void nothingIsLostWhenSocketsBreakAndGoOnAtTheOtherInstance() {
        try (var scenario = overBoth(SCALE)) {
            var sending = scenario.send(SCALE, "hello");
            for (var turn = 0; !endsWithin(Duration.ofMillis(700), sending); turn++) {
                var start = turn % 3;
                IntStream.iterate(start, n -> n < scenario.clients().size(), n -> n + 3)
                        .mapToObj(scenario.clients()::get)
                        .forEach(RoomClient::cut);
            }
            allIsWellInOneOrder("sockets cut, resumed on the other instance", scenario);
        }
    }

    @Test
    void theFirstMessagesOfANewRoomMayComeFromBothInstancesAtOnce() {
        var rooms = LONG ? 28 : 10;
        try (var scenario = overBoth(new Scale(rooms, 4, 0, Duration.ZERO))) {
            for (var message = 0; message < (LONG ? 60 : 10); message++) {
                scenario.clients().forEach(client -> client.log("first"));
            }
            allIsWellInOneOrder("first messages at once", scenario);
        }
    }

    @Test
    void aReaderThatStopsIsClosedAndDisturbsNobody() {
        var data = "x".repeat(30_000); // 12 MB in all: more than fits into a socket's buffers
        var scale = new Scale(1, 8, LONG ? 2_900 : 400, seconds(8, 58));
        var seats = RoomSeat.inNewRoom(a.uri(), 9);
        try (var way = new CuttableProxy(a.uri());
                var scenario = RoomScenario.enter(List.of(seats.subList(0, 8)), a.uri(), b.uri())) {
            var slow = RoomClient.enter(seats.get(8), List.of(way.uri()));
            Eventually.holds(slow::isWelcomed);
            way.stall();
            scenario.send(scale, data).join();
            var tally = scenario.settle("slow reader beside fast ones");
            assertThat(tally).returns(0L, RoomTally::lost).returns(0L, RoomTally::repeated);
            assertThat(tally.disagreements()).isZero();
            endsWithin(Duration.ofSeconds(10), new CompletableFuture<>());
            way.flow(); // whoever was closed up to now hears of it, after what was on its way
            wasClosed(slow);
        }
    }

    private static void wasClosed(RoomClient slow) {
        try (slow) {
            Eventually.holds(
                    Duration.ofSeconds(15), () -> !slow.record().closes().isEmpty() && slow.isWelcomed());
        } catch (AssertionError e) {
            var came = slow.record().deliveries().size();
            throw new AssertionError("Was not closed: " + slow.record().closes() + ", got " + came, e);
        }
        assertThat(slow.record().closes()).as("closed as too slow").containsAnyOf(1013, 1006);
        assertThat(slow.record().deliveries().values()).as("none twice").containsOnly(1);
    }
}
