package dev.tripod.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tripod.broadcast.BroadcastParts;
import dev.tripod.broadcast.Instances;
import dev.tripod.broadcast.Position;
import dev.tripod.session.RandomIds;
import dev.tripod.session.SessionId;
import dev.tripod.testing.upstash.UpstashServer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One room live on two instances, which share a real Redis behind the REST protocol. */
class RoomsOverInstancesTest {
    private final InstantSource clock = InstantSource.system();
    private final UpstashServer store = UpstashServer.start();
    private final RoomId id = new RoomId(RandomIds.base64url(16));
    private final Place a = new Place();
    private final Place b = new Place();
    private final Grant desk = grant("desk", Role.DESKTOP);
    private final Grant vera = grant("vera", Role.VIEWER);
    private final Grant otto = grant("otto", Role.VIEWER);
    private final Room stored =
            new Room(id, "Studio", desk.session(), List.of(desk, vera, otto), List.of(), Instant.EPOCH);

    private static Grant grant(String name, Role role) {
        return new Grant(
                new ParticipantId(RandomIds.base64url(12)), new SessionId(RandomIds.base64url(16)), role, name);
    }

    /** An instance. */
    private final class Place {
        final BroadcastParts broadcast = BroadcastParts.on(store, clock);
        final Instances instances =
                new Instances(broadcast.broadcaster(), Duration.ofSeconds(2), Duration.ofSeconds(2), clock);
        final LiveRoom room = new LiveRoom(
                id,
                new RoomParts(
                        broadcast.broadcaster(),
                        broadcast.roster(),
                        instances,
                        new RoomCounts(),
                        clock,
                        Runnable::run));

        void tick() {
            instances.tick();
            room.tick();
        }
    }

    private final class Seat {
        final FakeWire wire = new FakeWire();
        final Connection connection = new Connection(wire, new RoomCounts(), clock);
        final Place place;
        final Grant grant;

        Seat(Place place, Grant grant, Optional<Position> after) {
            this.place = place;
            this.grant = grant;
            place.room.expect(connection);
            place.room.enter(stored, grant, connection, after);
            await(() -> !got("welcome").isEmpty());
        }

        void send(Kind kind, String message, Optional<Grant> to) {
            place.room.received(
                    connection,
                    new ClientFrame.Send(message, kind, to.map(Grant::participant), TextNode.valueOf(message)));
        }

        void log(String message) {
            send(Kind.LOG, message, Optional.empty());
        }

        List<String> got(String type) {
            return List.copyOf(wire.sent).stream()
                    .filter(frame -> frame.startsWith("{\"type\":\"" + type + "\""))
                    .toList();
        }

        List<String> messages() {
            return got("message").stream()
                    .map(frame -> frame.replaceFirst(".*\"id\":\"([^\"]*)\".*", "$1"))
                    .toList();
        }

        Position position() {
            var positions = List.copyOf(wire.sent).stream()
                    .filter(frame -> frame.contains("\"position\":\""))
                    .map(frame -> Position.parse(frame.replaceFirst(".*\"position\":\"([^\"]*)\".*", "$1"))
                            .orElseThrow())
                    .toList();
            return positions.get(positions.size() - 1);
        }
    }

    private Seat enter(Place place, Grant grant) {
        return new Seat(place, grant, Optional.empty());
    }

    @AfterEach
    void stop() {
        a.broadcast.close();
        b.broadcast.close();
        store.close();
    }

    private void await(BooleanSupplier holds) {
        var until = System.nanoTime() + 20_000_000_000L;
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(until);
            LockSupport.parkNanos(2_000_000);
            a.tick();
            b.tick();
        }
    }

    /** Waits until it holds, or for so long that it never will. */
    private void awaitQuiet(BooleanSupplier holds) {
        var until = System.nanoTime() + 10_000_000_000L;
        while (!holds.getAsBoolean() && System.nanoTime() < until) {
            LockSupport.parkNanos(2_000_000);
            a.tick();
            b.tick();
        }
    }

    @Test
    void sendsThoseAwayWhoseGrantEndedUnheard() {
        var onA = enter(a, desk);
        var onB = enter(b, vera);
        await(() -> !onA.got("joined").isEmpty());
        assertThat(b.room.takeDoubt()).as("in doubt before anything was missed").isFalse();
        b.room.gap();
        assertThat(b.room.takeDoubt()).as("in doubt").isTrue();
        assertThat(b.room.takeDoubt()).as("in doubt twice").isFalse();
        b.room.check(stored);
        assertThat(onB.wire.closes).isEmpty();
        b.room.check(stored.without(vera.participant()));
        assertThat(onB.wire.closes).containsExactly(CloseCode.FORBIDDEN);
        await(() -> onA.got("left").stream().anyMatch(left -> left.contains("removed")));
    }

    @Test
    void newsOfSomebodyWhoseGrantHasEndedHereComesTooLate() {
        var onA = enter(a, desk);
        a.room.revoke(new RoomEvent.Revoked(vera.participant(), CloseCode.REPLACED));

        enter(b, vera);
        enter(b, otto);

        await(() -> !onA.got("joined").isEmpty()); // in the order in which they came
        assertThat(onA.got("joined")).singleElement().asString().contains("otto");
        assertThat(a.room.participants()).extracting(Participant::name).containsExactly("desk", "otto");
    }

    @Test
    void whoComesSeesWhoIsElsewhereAndIsSeenThere() {
        var first = enter(a, desk);
        var second = enter(b, vera);

        assertThat(second.got("welcome")).singleElement().asString().contains("\"desk\"", "\"vera\"");
        await(() -> !first.got("joined").isEmpty());
        assertThat(a.room.participants()).hasSize(2);
        assertThat(b.room.participants()).hasSize(2);
    }

    @Test
    void messagesHaveOneOrderOnBoth() {
        var seats = List.of(enter(a, desk), enter(b, vera), enter(b, otto));
        IntStream.range(0, 100).forEach(i -> seats.get(i % 3).log("m" + i));
        await(() -> seats.stream()
                .allMatch(seat -> seat.messages().size() + seat.got("ack").size() == 100));

        var order = seats.get(1).messages().stream()
                .filter(message -> seats.get(2).messages().contains(message))
                .toList();
        assertThat(seats.get(2).messages()).containsSubsequence(order);
        assertThat(seats.get(0).messages()).doesNotHaveDuplicates().hasSize(66);
    }

    @Test
    void aSignalReachesWhoIsElsewhereAndIsAcknowledged() {
        var sender = enter(a, desk);
        var receiver = enter(b, vera);
        await(() -> a.room.participants().size() == 2);

        sender.send(Kind.SIGNAL, "offer", Optional.of(vera));

        await(() -> !sender.got("ack").isEmpty());
        assertThat(receiver.messages()).containsExactly("offer");
    }

    @Test
    void anEphemeralMessageReachesWhoIsElsewhere() {
        var sender = enter(a, desk);
        var receiver = enter(b, vera);
        var other = enter(b, otto);
        await(() -> a.room.participants().size() == 3);

        sender.send(Kind.EPHEMERAL, "cursor", Optional.empty());
        sender.send(Kind.EPHEMERAL, "candidate", Optional.of(vera));

        await(() -> receiver.messages().size() == 2);
        assertThat(other.messages()).containsExactly("cursor");
    }

    @Test
    void whoMovesIsNeitherGoneNorThereTwice() {
        var watcher = enter(a, desk);
        var moving = enter(a, vera);
        var position = moving.position();
        watcher.log("while away");
        await(() -> !watcher.got("ack").isEmpty());
        a.room.left(moving.connection, CloseCode.VANISHED);

        var back = new Seat(b, vera, Optional.of(position));

        assertThat(back.messages()).containsExactly("while away");
        await(() -> a.room.isOn(b.instances.self()));
        assertThat(watcher.got("left")).isEmpty();
        assertThat(watcher.got("joined")).hasSize(1);
        assertThat(a.room.participants()).hasSize(2);
    }

    @Test
    void whoLeavesIsGoneEverywhere() {
        var watcher = enter(a, desk);
        var leaving = enter(b, vera);
        await(() -> a.room.participants().size() == 2);

        b.room.left(leaving.connection, CloseCode.GOODBYE);

        await(() -> !watcher.got("left").isEmpty());
        assertThat(store.redis().hgetAll("test:roster:room:" + id.value())).hasSize(1);
    }

    @Test
    void messagesOfAnOutageReachThisInstanceAtOnceAndTheOtherAfterwards() {
        var sender = enter(a, desk);
        var near = enter(a, otto);
        var far = enter(b, vera);
        await(() -> a.room.participants().size() == 3);
        store.refuseConnections();

        sender.log("in the outage");
        await(() -> near.messages().contains("in the outage"));
        assertThat(sender.got("ack")).isEmpty();
        store.recover();

        await(() -> far.messages().contains("in the outage"));
        await(() -> !sender.got("ack").isEmpty());
        sender.log("afterwards");
        await(() -> near.messages().contains("afterwards") && far.messages().contains("afterwards"));
        assertThat(near.messages()).containsExactly("in the outage", "afterwards");
        assertThat(far.messages()).containsExactly("in the outage", "afterwards");
    }

    @Test
    void whoHadAMessageBeforeItHadAPlaceIsToldThatPlaceAndResumesAfterIt() {
        var sender = enter(a, desk);
        var near = enter(a, otto);
        store.refuseConnections();
        sender.log("in the outage");
        await(() -> near.messages().contains("in the outage"));
        store.recover();

        await(() -> near.got("state").stream().anyMatch(state -> state.contains("otto") && state.contains("position")));
        a.room.left(near.connection, CloseCode.VANISHED);
        var back = new Seat(b, otto, Optional.of(near.position()));
        assertThat(back.got("welcome")).singleElement().asString().contains("\"recovered\":true");
        assertThat(back.messages()).isEmpty();
    }

    @Test
    void whoIsElsewhereIsUnreachableInAnOutageAndNotGone() {
        var watcher = enter(a, desk);
        enter(b, vera);
        await(() -> a.room.participants().size() == 2);
        store.refuseConnections();

        await(() -> watcher.got("state").stream().anyMatch(frame -> frame.contains("\"unreachable\":true")));
        store.recover();

        await(() -> watcher.got("state").size() == 2);
        assertThat(watcher.got("state").get(1)).doesNotContain("unreachable");
        assertThat(watcher.got("left")).isEmpty();
    }

    /** Seats on both instances are cut and come back on either at random, while streams are dropped. */
    @Test
    void losesAndRepeatsNothingWhateverIsCut() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        var grants = List.of(desk, vera, otto);
        var places = List.of(a, b);
        var seats = new ArrayList<Seat>();
        grants.forEach(grant -> seats.add(enter(places.get(seats.size() % 2), grant)));
        var seen = grants.stream().map(grant -> new ArrayList<String>()).toList();
        var sent = new ArrayList<String>();
        for (var step = 0; step < 200; step++) {
            var who = random.nextInt(seats.size());
            var seat = seats.get(who);
            if (random.nextInt(20) == 0) {
                store.dropStreams();
            } else if (random.nextInt(10) == 0) {
                seat.place.room.left(seat.connection, CloseCode.VANISHED);
                seen.get(who).addAll(seat.messages());
                var back = new Seat(places.get(random.nextInt(2)), seat.grant, Optional.of(seat.position()));
                seats.set(who, back);
            }
            seats.get(who).log("m" + step);
            sent.add(who + "m" + step);
        }
        awaitQuiet(() -> IntStream.range(0, 3)
                        .map(who ->
                                seen.get(who).size() + seats.get(who).messages().size())
                        .sum()
                >= 2 * sent.size());
        for (var who = 0; who < 3; who++) {
            seen.get(who).addAll(seats.get(who).messages());
            var own = who + "m";
            var expected = sent.stream()
                    .filter(message -> !message.startsWith(own))
                    .map(message -> message.substring(1))
                    .toList();
            assertThat(seen.get(who)).as("seed " + seed).containsExactlyInAnyOrderElementsOf(expected);
        }
    }
}
