package dev.tripod.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tripod.broadcast.Broadcaster;
import dev.tripod.broadcast.LocalBroadcasters;
import dev.tripod.broadcast.Position;
import dev.tripod.session.RandomIds;
import dev.tripod.session.SessionId;
import dev.tripod.testing.ManualClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LiveRoomTest {
    private final ManualClock clock = new ManualClock();
    private final Broadcaster broadcaster = LocalBroadcasters.with(clock);
    private final RoomId id = new RoomId("R".repeat(22));
    private final Grant desk = grant("desk", Role.DESKTOP);
    private final Grant vera = grant("vera", Role.VIEWER);
    private final Room stored = new Room(id, "Studio", desk.session(), List.of(desk, vera), List.of(), Instant.EPOCH);
    private LiveRoom room = live();

    private LiveRoom live() {
        return new LiveRoom(id, RoomsParts.of(broadcaster, clock));
    }

    private static Grant grant(String name, Role role) {
        return new Grant(
                new ParticipantId(RandomIds.base64url(12)), new SessionId(RandomIds.base64url(16)), role, name);
    }

    /** A participant's socket as the room sees it. */
    private final class Seat {
        final FakeWire wire = new FakeWire();
        final Connection connection = new Connection(wire, new RoomCounts(), clock);
        final Grant grant;

        Seat(Grant grant) {
            this.grant = grant;
        }

        Seat enter(Optional<Position> after) {
            room.expect(connection);
            room.enter(stored, grant, connection, after);
            return this;
        }

        void log(String messageId) {
            room.received(
                    connection,
                    new ClientFrame.Send(messageId, Kind.LOG, Optional.empty(), TextNode.valueOf(messageId)));
        }

        void signal(Grant to, String messageId, String data) {
            room.received(
                    connection,
                    new ClientFrame.Send(
                            messageId, Kind.SIGNAL, Optional.of(to.participant()), TextNode.valueOf(data)));
        }

        List<String> got(String type) {
            return wire.sent.stream()
                    .filter(frame -> frame.startsWith("{\"type\":\"" + type + "\""))
                    .toList();
        }

        List<String> messages() {
            return got("message").stream()
                    .map(frame -> frame.replaceFirst(".*\"id\":\"([^\"]*)\".*", "$1"))
                    .toList();
        }

        Position position() {
            var positions = wire.sent.stream()
                    .filter(frame -> frame.contains("\"position\":\""))
                    .map(frame -> Position.parse(frame.replaceFirst(".*\"position\":\"([^\"]*)\".*", "$1"))
                            .orElseThrow())
                    .toList();
            return positions.get(positions.size() - 1);
        }
    }

    private Seat enter(Grant grant) {
        return new Seat(grant).enter(Optional.empty());
    }

    private void removeVera() {
        var removal = new RoomEvent.Revoked(vera.participant(), CloseCode.FORBIDDEN);
        broadcaster.publish(RoomEvent.topic(id), RoomCodec.encode(removal)).join();
    }

    @Test
    void resumesAfterAPositionWithoutOnesOwnMessages() {
        var first = enter(desk);
        var sender = enter(vera);
        sender.log("m1");
        var position = first.position();
        room.left(first.connection, CloseCode.VANISHED);
        sender.log("m2");
        sender.log("m3");
        var back = new Seat(desk).enter(Optional.of(position));

        assertThat(back.messages()).containsExactly("m2", "m3");
        assertThat(back.got("welcome")).singleElement().asString().contains("\"recovered\":true");
        var own = new Seat(vera).enter(Optional.of(position));
        assertThat(own.messages()).isEmpty();
        assertThat(sender.wire.closes).containsExactly(CloseCode.REPLACED);
    }

    @Test
    void resumesWhatIsMoreThanAConnectionHolds() {
        var first = enter(desk);
        var sender = enter(vera);
        var position = first.position();
        room.left(first.connection, CloseCode.VANISHED);
        IntStream.range(0, 256).forEach(i -> sender.log("m" + i));
        var back = new Seat(desk);
        back.wire.stopReading();
        back.enter(Optional.of(position));
        back.wire.read();

        assertThat(back.wire.closes).isEmpty();
        assertThat(back.messages()).hasSize(256);
    }

    @Test
    void saysThatAPositionIsTooOld() {
        var first = enter(desk);
        var sender = enter(vera);
        var position = first.position();
        IntStream.range(0, 257).forEach(i -> sender.log("m" + i));
        var back = new Seat(desk).enter(Optional.of(position));

        assertThat(back.got("welcome")).singleElement().asString().contains("\"recovered\":false");
        assertThat(back.messages()).isEmpty();
        assertThat(back.position()).isEqualTo(sender.position());
    }

    @Test
    void believesNoPositionOfTheFuture() {
        var back = new Seat(desk).enter(Optional.of(new Position(Long.MAX_VALUE / 2, 7)));
        assertThat(back.got("welcome")).singleElement().asString().contains("\"recovered\":false");
    }

    @Test
    void deliversAResentMessageOnceThoughTheRoomWasEmptyMeanwhile() {
        var sender = enter(vera);
        sender.log("m1");
        room.left(sender.connection, CloseCode.GOODBYE);
        room.close();
        room = live();
        var reader = enter(desk);
        var again = enter(vera);
        again.log("m1");

        assertThat(reader.messages()).isEmpty();
        assertThat(again.got("ack")).isEqualTo(sender.got("ack"));
    }

    @Test
    void knowsAResentMessageAfterManyOthersAndNotForEver() {
        var sender = enter(vera);
        sender.log("first");
        IntStream.range(0, 511).forEach(i -> sender.log("m" + i));
        var reader = enter(desk);
        sender.log("first");
        assertThat(reader.messages()).isEmpty();
        IntStream.range(511, 1_100).forEach(i -> sender.log("m" + i));
        sender.log("first");
        assertThat(reader.messages()).endsWith("first").doesNotHaveDuplicates();
    }

    @Test
    void refusesSignalsWhenTooManyWaitForOne() {
        var sender = enter(desk);
        var gone = enter(vera);
        room.left(gone.connection, CloseCode.VANISHED);
        IntStream.range(0, 10).forEach(i -> sender.signal(vera, "s" + i, "x".repeat(50_000)));

        assertThat(sender.got("error")).hasSize(5).allSatisfy(error -> assertThat(error)
                .contains("undelivered"));
        assertThat(enter(vera).messages()).containsExactly("s0", "s1", "s2", "s3", "s4");
    }

    @Test
    void tellsTheSenderWhenTheReceiverLeavesForGood() {
        var sender = enter(desk);
        var gone = enter(vera);
        room.left(gone.connection, CloseCode.VANISHED);
        sender.signal(vera, "s1", "offer");
        removeVera();

        assertThat(sender.got("error")).singleElement().asString().contains("undelivered", "s1");
        assertThat(sender.got("left")).singleElement().asString().contains("removed");
    }

    @Test
    void acknowledgesARepeatedSignalAndDeliversItOnce() {
        var sender = enter(desk);
        var receiver = enter(vera);
        sender.signal(vera, "s1", "offer");
        sender.signal(vera, "s1", "offer");

        assertThat(receiver.messages()).containsExactly("s1");
        assertThat(sender.got("ack")).hasSize(2);
    }

    @Test
    void keepsOutWhoseGrantEndedBeforeTheHello() {
        var seat = new Seat(vera);
        room.expect(seat.connection);
        removeVera();
        room.enter(stored, vera, seat.connection, Optional.empty());

        assertThat(seat.wire.closes).containsExactly(CloseCode.FORBIDDEN);
        assertThat(room.isEmpty()).isTrue();
    }

    @Test
    void keepsOutWhoseSocketIsGoneBeforeTheHelloIsServed() {
        var seat = new Seat(vera);
        room.expect(seat.connection);
        room.left(seat.connection, CloseCode.VANISHED);
        room.enter(stored, vera, seat.connection, Optional.empty());
        assertThat(room.isEmpty()).isTrue();
    }

    @Test
    void tellsAChangedNameWhenSomebodyComesBack() {
        var watcher = enter(desk);
        enter(vera);
        enter(new Grant(vera.participant(), vera.session(), Role.CAMERA, "vera's phone"));
        assertThat(watcher.got("joined")).hasSize(2).last().asString().contains("vera's phone", "camera");
    }

    @Test
    void closesAllSocketsWhenEntriesAreGoneForGoodSoThatTheirOwnersComeBackAndLearnIt() {
        var watcher = enter(desk);
        var other = enter(vera);
        room.missed();
        assertThat(watcher.wire.closes).containsExactly(CloseCode.SLOW_READER);
        assertThat(other.wire.closes).containsExactly(CloseCode.SLOW_READER);

        var back = enter(desk);
        enter(vera).log("m1");
        assertThat(back.messages()).containsExactly("m1");
        assertThat(back.got("joined")).as("nobody has left").isEmpty();
    }

    /** Seats are cut and resumed at random while all send; each sees all messages of the others, once, in one order. */
    @Test
    void losesAndRepeatsNothingWhateverIsCut() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        var grants = List.of(desk, vera, grant("otto", Role.VIEWER), grant("ida", Role.VIEWER));
        var seats = new ArrayList<>(grants.stream().map(this::enter).toList());
        var seen = grants.stream().map(grant -> new ArrayList<String>()).toList();
        var order = new ArrayList<String>();
        for (var step = 0; step < 2_000; step++) {
            var who = random.nextInt(seats.size());
            var seat = seats.get(who);
            if (random.nextInt(8) == 0) {
                var position = seat.position();
                seen.get(who).addAll(seat.messages());
                if (random.nextBoolean()) {
                    room.left(seat.connection, CloseCode.VANISHED);
                }
                var others = random.nextInt(20);
                for (var i = 0; i < others; i++) {
                    send(seats.get((who + 1 + random.nextInt(3)) % 4), order, "x" + step + "." + i);
                }
                seats.set(who, new Seat(seat.grant).enter(Optional.of(position)));
                // What came over the old socket after its position was noted counts as lost with it.
            } else {
                send(seat, order, "m" + step);
            }
        }
        for (var who = 0; who < seats.size(); who++) {
            seen.get(who).addAll(seats.get(who).messages());
            var own = seats.get(who).grant.participant().value();
            var expected = order.stream()
                    .filter(message -> !message.startsWith(own))
                    .map(message -> message.substring(own.length()))
                    .toList();
            assertThat(seen.get(who)).as("seed " + seed).isEqualTo(expected);
        }
    }

    private static void send(Seat seat, List<String> order, String messageId) {
        seat.log(messageId);
        seat.log(messageId);
        order.add(seat.grant.participant().value() + messageId);
    }
}
