package dev.tripod.soak;

import dev.tripod.testing.RoomClient;
import dev.tripod.testing.RoomRecord;
import dev.tripod.testing.RoomScenario;
import dev.tripod.testing.RoomScenario.Scale;
import dev.tripod.testing.RoomTally;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Rooms over both instances whose participants send log messages all the time. */
final class Rooms implements AutoCloseable {
    private static final int ROOMS = 3;
    private static final int PARTICIPANTS = 5;
    /** Over all rooms. */
    private static final int MESSAGES_PER_SECOND = 20;

    private final RoomScenario scenario;
    private final CompletableFuture<Void> sending;

    Rooms(World world, Duration time) {
        var scale = new Scale(ROOMS, PARTICIPANTS, (int) (MESSAGES_PER_SECOND * time.toSeconds()), time);
        scenario = RoomScenario.enter(scale, world.a().uri(), world.b().uri());
        sending = scenario.send(scale, "soak");
    }

    /** Whether all messages have their place in the log, just now. */
    boolean isWritten() {
        return scenario.clients().stream().allMatch(client -> client.unacknowledged() == 0);
    }

    boolean isSettled() {
        return sending.isDone() && tally().isComplete() && scenario.listsAgree();
    }

    RoomTally tally() {
        return scenario.tally();
    }

    /** For reading: whose list of participants is not right, and by whom. */
    List<String> wrongLists() {
        var lines = new ArrayList<String>();
        for (var room : scenario.rooms()) {
            var all = room.stream().map(client -> client.record().self()).collect(Collectors.toSet());
            for (var client : room) {
                var known = client.record().participants();
                if (!known.equals(all)) {
                    lines.add("%s knows %s of %s, closes %s"
                            .formatted(
                                    client.record().self(),
                                    known,
                                    all,
                                    client.record().closes()));
                }
            }
        }
        return lines;
    }

    /** Pairs of participants that got messages with places in the log in different orders. */
    long disagreements() {
        return scenario.rooms().stream().mapToLong(Rooms::disagreements).sum();
    }

    private static long disagreements(List<RoomClient> room) {
        return RoomTally.disagreements(
                room.stream().map(client -> client.record().placed()).toList());
    }

    /** How often somebody who came back was told that too much had been missed. */
    int unrecovered() {
        return records().stream().mapToInt(RoomRecord::unrecovered).sum();
    }

    int returns() {
        return records().stream().mapToInt(record -> record.welcomes() - 1).sum();
    }

    /** The codes with which sockets ended, and how often. */
    Map<Integer, Long> closes() {
        return records().stream()
                .flatMap(record -> record.closes().stream())
                .collect(Collectors.groupingBy(code -> code, TreeMap::new, Collectors.counting()));
    }

    /** For reading: who misses or has twice what, or is not there. */
    List<String> details() {
        var lines = new ArrayList<String>();
        for (var room : scenario.rooms()) {
            for (var receiver : room) {
                if (!receiver.isWelcomed()) {
                    lines.add(receiver.record().self() + " is not there: "
                            + receiver.record().closes());
                }
                var came = receiver.record().deliveries();
                came.forEach((message, count) -> {
                    if (count > 1) {
                        lines.add(receiver.record().self() + " has " + message + " " + count + " times");
                    }
                });
                for (var sender : room) {
                    for (var id : sender.acknowledged()) {
                        var message = new RoomRecord.Message(sender.record().self(), id);
                        if (sender != receiver && !came.containsKey(message)) {
                            lines.add(receiver.record().self() + " misses " + message);
                        }
                    }
                }
            }
        }
        return lines;
    }

    private List<RoomRecord> records() {
        return scenario.clients().stream().map(RoomClient::record).toList();
    }

    @Override
    public void close() {
        scenario.close();
    }
}
