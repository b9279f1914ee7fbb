package dev.tripod.testing;

import dev.tripod.testing.upstash.Eventually;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rooms whose participants are spread over several servers, and log messages between them. */
public final class RoomScenario implements AutoCloseable {
    private static final Duration ENTERING = Duration.ofSeconds(30);
    private static final Duration SETTLING = Duration.ofSeconds(30);
    private static final Duration AGREEING = Duration.ofSeconds(5);

    private final List<List<RoomClient>> rooms;

    /** How many rooms of how many participants, and how many messages are sent over all rooms in which time. */
    public record Scale(int rooms, int participants, int messages, Duration time) {
        public Scale lasting(Duration other) {
            return new Scale(rooms, participants, messages, other);
        }
    }

    private RoomScenario(List<List<RoomClient>> rooms) {
        this.rooms = rooms;
    }

    /** Lets all enter, every other one by every other server; the servers that come after are for coming back. */
    public static RoomScenario enter(Scale scale, URI... servers) {
        var rooms = IntStream.range(0, scale.rooms())
                .mapToObj(room -> RoomSeat.inNewRoom(servers[0], scale.participants()))
                .toList();
        return enter(rooms, servers);
    }

    /** The same for rooms that were made before. */
    public static RoomScenario enter(List<List<RoomSeat>> seats, URI... servers) {
        var rooms = new ArrayList<List<RoomClient>>();
        for (var room : seats) {
            var clients = new ArrayList<RoomClient>();
            for (var seat : room) {
                var order = new ArrayList<>(List.of(servers));
                Collections.rotate(order, -clients.size());
                clients.add(RoomClient.enter(seat, order));
            }
            rooms.add(clients);
        }
        var scenario = new RoomScenario(rooms);
        try {
            scenario.awaitAll(ENTERING, scenario.clients().stream().map(client -> client::isWelcomed));
        } catch (AssertionError e) {
            scenario.close();
            throw e;
        }
        return scenario;
    }

    private void awaitAll(Duration limit, java.util.stream.Stream<BooleanSupplier> conditions) {
        var all = conditions.toList();
        Eventually.holds(limit, () -> all.stream().allMatch(BooleanSupplier::getAsBoolean));
    }

    public List<List<RoomClient>> rooms() {
        return rooms;
    }

    /** All participants, those of one room far from each other. */
    public List<RoomClient> clients() {
        return IntStream.range(0, rooms.stream().mapToInt(List::size).max().orElse(0))
                .boxed()
                .flatMap(place ->
                        rooms.stream().filter(room -> room.size() > place).map(room -> room.get(place)))
                .toList();
    }

    /** Begins to send, all participants in turn; completes when the last message is sent. */
    public CompletableFuture<Void> send(Scale scale, String data) {
        var senders = clients();
        var done = new CompletableFuture<Void>();
        var count = new AtomicInteger();
        var ticking = RoomClient.TIMER.scheduleAtFixedRate(
                () -> {
                    var number = count.getAndIncrement();
                    if (number < scale.messages()) {
                        senders.get(number % senders.size()).log(data);
                    } else {
                        done.complete(null);
                    }
                },
                0,
                scale.time().toNanos() / scale.messages(),
                TimeUnit.NANOSECONDS);
        return done.whenComplete((nothing, failure) -> ticking.cancel(false));
    }

    /** Waits until everything has come and the lists of participants agree, or long enough; prints what came of it. */
    public RoomTally settle(String name) {
        var complete = holds(SETTLING, () -> tally().isComplete());
        var agreed = holds(AGREEING, this::listsAgree);
        var tally = tally();
        System.out.printf(
                "%s: %d expected, %d lost, %d repeated, %d unacknowledged, %d overtaken, %d disagreements, lists %s, "
                        + "%d departures, errors %s, closes %s, unrecovered %d%s%n",
                name,
                tally.expected(),
                tally.lost(),
                tally.repeated(),
                tally.unacknowledged(),
                tally.overtaken(),
                tally.disagreements(),
                agreed ? "agree" : "differ",
                departures(),
                frequencies(records().stream().map(RoomRecord::errors).toList()),
                frequencies(records().stream().map(RoomRecord::closes).toList()),
                records().stream().mapToInt(RoomRecord::unrecovered).sum(),
                complete ? "" : " (waited in vain)");
        return tally;
    }

    private static boolean holds(Duration limit, BooleanSupplier condition) {
        try {
            Eventually.holds(limit, condition);
            return true;
        } catch (AssertionError e) {
            return false;
        }
    }

    private static String frequencies(Collection<? extends List<?>> lists) {
        return lists.stream()
                .flatMap(List::stream)
                .collect(Collectors.groupingBy(Object::toString, TreeMap::new, Collectors.counting()))
                .toString();
    }

    public RoomTally tally() {
        return RoomTally.of(rooms);
    }

    /** Whether everybody who takes part knows exactly those who do, in every room. */
    public boolean listsAgree() {
        return rooms.stream().allMatch(RoomScenario::listsAgree);
    }

    private static boolean listsAgree(List<RoomClient> room) {
        var present = room.stream().filter(RoomClient::takesPart).toList();
        var ids = present.stream().map(client -> client.record().self()).collect(Collectors.toSet());
        return present.stream().map(client -> client.record().participants()).allMatch(Set.copyOf(ids)::equals);
    }

    /** How often somebody was told that somebody has left. */
    public int departures() {
        return records().stream().mapToInt(RoomRecord::departures).sum();
    }

    private List<RoomRecord> records() {
        return clients().stream().map(RoomClient::record).toList();
    }

    @Override
    public void close() {
        clients().forEach(RoomClient::close);
    }
}
