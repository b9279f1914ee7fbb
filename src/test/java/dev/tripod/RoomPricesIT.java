package dev.tripod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.Browser;
import dev.tripod.testing.RoomClient;
import dev.tripod.testing.RoomRecord;
import dev.tripod.testing.RoomScenario;
import dev.tripod.testing.RoomScenario.Scale;
import dev.tripod.testing.RoomSeat;
import dev.tripod.testing.ServerProcess;
import dev.tripod.testing.upstash.CommandCounts;
import dev.tripod.testing.upstash.Eventually;
import dev.tripod.testing.upstash.UpstashServer;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What rooms cost in commands, on three instances that send no pings meanwhile. */
class RoomPricesIT {
    private static final int TIMES = 10;
    private static final Scale TEN = new Scale(1, 10, 0, Duration.ZERO);
    private static final Duration QUIET = Duration.ofMillis(400);

    private static UpstashServer store;
    private static List<ServerProcess> servers;

    @BeforeAll
    static void start() {
        store = UpstashServer.start();
        var settings = Map.of(
                "UPSTASH_REDIS_REST_URL", store.uri().toString(),
                "UPSTASH_REDIS_REST_TOKEN", store.token(),
                "TRIPOD_PING_ACTIVE", "1h",
                "TRIPOD_PING_IDLE", "1h",
                "TRIPOD_TRUSTED_PROXIES", "1");
        servers = Collections.nCopies(3, settings).parallelStream() // what is asked of the store no server changes
                .map(each -> ServerProcess.instance(each, "-Xmx128m"))
                .toList();
    }

    @AfterAll
    static void stop() {
        servers.forEach(ServerProcess::close);
        store.close();
    }

    private static URI uri(int server) {
        return servers.get(server).uri();
    }

    /** Of one of so many operations, on average. */
    private static double price(String operation, int times, Runnable operations) {
        var before = quiet();
        operations.run();
        var spent = quiet().since(before);
        System.out.printf("%s: %.1f %s%n", operation, (double) spent.total() / times, spent.byName());
        return (double) spent.total() / times;
    }

    /** The bill once nothing was added to it for a while. */
    private static CommandCounts quiet() {
        var bill = store.commands();
        for (var since = System.nanoTime(); System.nanoTime() - since < QUIET.toNanos(); ) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            if (store.commands().total() != bill.total()) {
                bill = store.commands();
                since = System.nanoTime();
            }
        }
        return bill;
    }

    private static RoomScenario tenOnThree() {
        return RoomScenario.enter(TEN, uri(0), uri(1), uri(2));
    }

    @Test
    void aLogMessageToTenOnThreeInstancesCostsThree() {
        try (var scenario = tenOnThree()) {
            var room = scenario.rooms().get(0);
            logs(room, 1); // the first one may begin the room's log
            assertThat(price("log message", TIMES, () -> logs(room, TIMES))).isLessThanOrEqualTo(3);
        }
    }

    private static void logs(List<RoomClient> room, int times) {
        var sender = room.get(0);
        for (var i = 0; i < times; i++) {
            var said = new RoomRecord.Message(sender.record().self(), sender.log("hello"));
            Eventually.holds(() -> room.stream()
                    .skip(1)
                    .allMatch(one -> one.record().deliveries().containsKey(said)));
        }
    }

    /** One that a slow machine makes of it takes longer than a burst does, and costs ten for each second. */
    @Test
    void aBurstOfAHundredEphemeralOnesCostsTen() {
        try (var scenario = tenOnThree()) {
            var room = scenario.rooms().get(0);
            burst(room); // the first one loads classes
            quiet();
            var began = System.nanoTime();
            var price = price("burst of 100 ephemeral", 1, () -> burst(room));
            var seconds = Duration.ofNanos(System.nanoTime() - began)
                            .minus(QUIET.multipliedBy(2))
                            .toMillis()
                    / 1_000.0;
            assertThat(price).as("within %.1f s", seconds).isLessThanOrEqualTo(Math.max(10, 4 + 10 * seconds));
        }
    }

    private static void burst(List<RoomClient> room) {
        var heard = room.get(1).record().countOf("ephemeral");
        for (var i = 0; i < 100; i++) {
            room.get(0).ephemeral("{}");
        }
        Eventually.holds(() -> room.get(1).record().countOf("ephemeral") > heard);
    }

    private static void signals(RoomClient from, RoomClient to) {
        for (var i = 1; i <= TIMES; i++) {
            var count = i;
            from.signal(to.record().self(), "offer");
            Eventually.holds(() -> to.record().countOf("signal") == count && from.unacknowledged() == 0);
        }
        assertThat(from.record().errors()).isEmpty();
    }

    @Test
    void aSignalToAnotherInstanceAndItsAcknowledgementCostTwo() {
        try (var scenario = tenOnThree()) {
            var room = scenario.rooms().get(0);
            Eventually.holds(scenario::listsAgree);
            assertThat(price("signal across", TIMES, () -> signals(room.get(0), room.get(1))))
                    .isLessThanOrEqualTo(2);
        }
    }

    @Test
    void whatStaysOnOneInstanceCostsNothing() {
        try (var scenario = RoomScenario.enter(TEN, uri(0))) {
            var room = scenario.rooms().get(0);
            assertThat(price("signal on one instance", TIMES, () -> signals(room.get(0), room.get(1))))
                    .isZero();
            assertThat(price("ephemeral on one instance", 1, () -> {
                        room.get(0).ephemeral("{}");
                        Eventually.holds(() -> room.get(1).record().countOf("ephemeral") == 1);
                    }))
                    .isZero();
        }
    }

    /** With its session known on the instance already, as the page before has asked for it. */
    private static RoomClient enter(RoomSeat seat, URI server) {
        var client = RoomClient.enter(seat, List.of(server));
        Eventually.holds(client::isWelcomed);
        return client;
    }

    private static void warm(RoomSeat seat, URI server) {
        var known = new Browser(server).get("/api/sessions/current", "Cookie", seat.cookie());
        assertThat(known.status()).isEqualTo(200);
    }

    private static boolean knows(RoomClient who, int participants) {
        return who.record().participants().size() == participants;
    }

    @Test
    void joiningCostsTwoAndLeavingTwoAndTheFirstOfAnInstanceThreeMore() {
        var seats = RoomSeat.inNewRoom(uri(0), 4);
        var places = List.of(uri(0), uri(1), uri(0), uri(1));
        for (var i = 0; i < seats.size(); i++) {
            warm(seats.get(i), places.get(i));
        }
        var clients = new java.util.ArrayList<RoomClient>();
        for (var i = 0; i < seats.size(); i++) {
            var number = i;
            var first = i < 2;
            var price = price(first ? "join, first of its instance" : "join", 1, () -> {
                clients.add(enter(seats.get(number), places.get(number)));
                Eventually.holds(() -> clients.stream().allMatch(one -> knows(one, number + 1)));
            });
            assertThat(price).as("join of number %d", i).isLessThanOrEqualTo(first ? 5 : 2);
        }
        for (var left = seats.size() - 1; left >= 1; left--) {
            var number = left;
            var price = price("leave", 1, () -> {
                clients.get(number).close();
                Eventually.holds(() -> knows(clients.get(0), number));
            });
            assertThat(price).as("leave of number %d", left).isLessThanOrEqualTo(2);
        }
        clients.get(0).close();
    }
}
