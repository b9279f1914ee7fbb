package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.RoomSocket;
import dev.tripod.testing.upstash.Eventually;
import dev.tripod.testing.upstash.RecordedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * With 600 sessions, since 10,000 take 200 seconds at the promised pace; that 10,000 of them are coalesced and bounded
 * alike is shown by {@code WriteBackTest}, and that memory is by {@code OutageBackingTest.refusesMoreChangesThanThereIsMemoryFor}.
 */
@Case(58)
@Order(Integer.MAX_VALUE - 97)
class Case58WritesManyChangesBackAtABoundedPace {
    private static final int SESSIONS = 600;
    private static final int PACE = 50;
    private static final int ROOMS = 20;
    private static final int SEATS = 10;
    private static final Duration FIRST = Duration.ofSeconds(10);

    @Test
    void dirtySessionsAreCoalescedBoundedAndWrittenBackAtFiftyCommandsASecond() {
        Meanwhile.MANY_CHANGES.awaitEnd();
    }

    static void manyChanges() {
        try (var lone = new LoneProcess()) {
            lone.store().refuseConnections();
            var crowd = Crowd.at(lone.uri(), SESSIONS);
            crowd.write();
            crowd.write();
            var last = crowd.write();
            // The limit of each address on starting sessions is a change, too.
            assertThat(Health.of(lone.uri()).pending()).isBetween(SESSIONS, 2 * SESSIONS + 1);
            var pending = Health.of(lone.uri()).pending();
            var before = lone.store().commands();
            lone.store().recover();
            Eventually.holds(
                    Duration.ofSeconds(30), () -> Health.of(lone.uri()).store().equals("shared"));
            var normal = Regular.at(lone.uri()).extra(20);
            System.out.printf(
                    "Case 58: a change takes %d ms more than a call without store, while others are written back%n",
                    normal.toMillis());
            assertThat(normal).as("normal traffic").isLessThan(Regular.WHILE_OPEN);
            assertPace(lone);
            Eventually.holds(Duration.ofMinutes(2), () -> Health.of(lone.uri()).pending() == 0);
            var spent = lone.store().commands().since(before).total();
            System.out.printf("Case 58: %d changes were written back with %d commands of all kinds%n", pending, spent);
            assertThat(spent)
                    .as("one command a change, with news and normal traffic")
                    .isLessThan(2L * pending);
            assertThat(crowd.values()).isEqualTo(last);
        }
    }

    /** Over ten seconds, since it writes twice a second. */
    private static void assertPace(LoneProcess lone) {
        var before = lone.store().commands();
        var begin = System.nanoTime();
        LockSupport.parkNanos(FIRST.toNanos());
        var commands = lone.store().commands().since(before);
        var seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf("Case 58: in %.1f s %s%n", seconds, commands.byName());
        assertThat(Health.of(lone.uri()).pending()).as("still at it").isPositive();
        assertThat(commands.total()).isLessThanOrEqualTo((long) (PACE * (seconds + 0.5)));
    }

    @Test
    void twoHundredSocketsCostAtMostAHundredCommandsInTheFirstTenSeconds() {
        Meanwhile.MANY_SOCKETS.awaitEnd();
    }

    static void manySockets() {
        try (var lone = new LoneProcess()) {
            var sockets = new ArrayList<RoomSocket>();
            for (var i = 0; i < ROOMS; i++) {
                sockets.addAll(room(lone));
            }
            assertThat(sockets).hasSize(ROOMS * SEATS);
            var crowd = Crowd.at(lone.uri(), 6);
            crowd.write();
            lone.store().refuseConnections();
            crowd.write();
            Health.await(lone.uri(), "degraded");
            LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
            var begin = Instant.now();

            lone.store().recover();

            Health.await(lone.uri(), "shared");
            var shared = Instant.now();
            LockSupport.parkNanos(FIRST.toNanos());
            var commands = lone.store().requests().stream()
                    .filter(request ->
                            request.at().isAfter(begin) && request.at().isBefore(shared.plus(FIRST)))
                    .map(RecordedRequest::commands)
                    .flatMap(List::stream)
                    .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
            System.out.printf("Case 58: 200 sockets cost %s in the first ten seconds%n", commands);
            assertThat(commands.values().stream().mapToLong(count -> count).sum())
                    .as(commands.toString())
                    .isLessThanOrEqualTo(100);
            assertThat(sockets).allMatch(RoomSocket::isOpen);
            sockets.forEach(RoomSocket::cut);
        }
    }

    private static List<RoomSocket> room(LoneProcess lone) {
        var desk = Instances.GUESTS.person(lone.uri());
        var room = desk.post("/api/rooms", "{}").json().path("id").asText();
        var sockets = new ArrayList<>(List.of(RoomSocket.enter(lone.uri(), desk, room)));
        for (var seat = 1; seat < SEATS; seat++) {
            var shown = Instances.GUESTS.show(desk, "{\"room\":\"" + room + "\",\"role\":\"viewer\"}");
            sockets.add(RoomSocket.enter(lone.uri(), Instances.GUESTS.phone(lone.uri(), "token", shown.token()), room));
        }
        return sockets;
    }
}
