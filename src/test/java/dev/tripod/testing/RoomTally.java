package dev.tripod.testing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How the log messages of rooms came through. Each acknowledged one is due once at everybody else in its room.
 *
 * @param expected deliveries that were due
 * @param lost of these, how many did not come
 * @param repeated how many came more than once
 * @param unacknowledged messages that still wait for their acknowledgement
 * @param disagreements pairs of participants that saw the same messages in different orders
 * @param overtaken messages with a place in the log that came after a later one of the same sender, though they were
 *     never refused
 */
public record RoomTally(
        long expected, long lost, long repeated, long unacknowledged, long disagreements, long overtaken) {
    private static final RoomTally NOTHING = new RoomTally(0, 0, 0, 0, 0, 0);

    /** Of several rooms, each given by all who are in it. */
    public static RoomTally of(List<List<RoomClient>> rooms) {
        return rooms.stream().map(RoomTally::ofOne).reduce(NOTHING, RoomTally::plus);
    }

    /** Whether nothing is missing or awaited. */
    public boolean isComplete() {
        return lost == 0 && unacknowledged == 0;
    }

    private RoomTally plus(RoomTally other) {
        return new RoomTally(
                expected + other.expected,
                lost + other.lost,
                repeated + other.repeated,
                unacknowledged + other.unacknowledged,
                disagreements + other.disagreements,
                overtaken + other.overtaken);
    }

    private static RoomTally ofOne(List<RoomClient> room) {
        var due = room.stream().mapToLong(RoomTally::acknowledged).sum();
        var tally = NOTHING;
        var orders = new ArrayList<List<RoomRecord.Message>>();
        for (var receiver : room) {
            var came = receiver.record().deliveries();
            var placed = receiver.record().placed();
            orders.add(List.copyOf(came.keySet()));
            var mine = due - acknowledged(receiver);
            tally = tally.plus(new RoomTally(
                    mine,
                    mine - acknowledgedIn(came, room),
                    came.values().stream().mapToLong(count -> count - 1).sum(),
                    receiver.unacknowledged(),
                    0,
                    overtaken(placed, room)));
        }
        return tally.plus(new RoomTally(0, 0, 0, 0, disagreements(orders), 0));
    }

    private static long acknowledged(RoomClient sender) {
        return sender.acknowledged().size();
    }

    private static long acknowledgedIn(Map<RoomRecord.Message, Integer> came, List<RoomClient> room) {
        return room.stream()
                .mapToLong(sender -> sender.acknowledged().stream()
                        .filter(id -> came.containsKey(
                                new RoomRecord.Message(sender.record().self(), id)))
                        .count())
                .sum();
    }

    private static long overtaken(List<RoomRecord.Message> placed, List<RoomClient> room) {
        return room.stream().mapToLong(sender -> overtaken(placed, sender)).sum();
    }

    private static long overtaken(List<RoomRecord.Message> placed, RoomClient sender) {
        var newest = new AtomicLong();
        return placed.stream()
                .filter(message -> message.from().equals(sender.record().self()))
                .filter(message -> !sender.wasUnavailable(message.id()))
                .mapToLong(message -> Long.parseLong(message.id()))
                .filter(number -> newest.getAndAccumulate(number, Math::max) > number)
                .count();
    }

    /** How many pairs of these orders have the messages that are in both in different ones. */
    public static long disagreements(List<List<RoomRecord.Message>> orders) {
        var count = 0L;
        for (var one = 0; one < orders.size(); one++) {
            for (var other = 0; other < one; other++) {
                if (!common(orders.get(one), orders.get(other)).equals(common(orders.get(other), orders.get(one)))) {
                    count++;
                }
            }
        }
        return count;
    }

    private static List<RoomRecord.Message> common(List<RoomRecord.Message> of, List<RoomRecord.Message> and) {
        var there = new HashSet<>(and);
        return of.stream().filter(there::contains).toList();
    }
}
