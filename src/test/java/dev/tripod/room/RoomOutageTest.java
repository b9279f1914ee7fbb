package dev.tripod.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.tripod.broadcast.Broadcaster;
import dev.tripod.broadcast.Envelope;
import dev.tripod.broadcast.LocalBroadcasters;
import dev.tripod.broadcast.Position;
import dev.tripod.broadcast.Topic;
import dev.tripod.session.SessionId;
import dev.tripod.testing.ManualClock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a room does while its log cannot be reached. */
class RoomOutageTest {
    private final ManualClock clock = new ManualClock();
    private final Broadcaster reachable = LocalBroadcasters.with(clock);
    private boolean away;
    private final Broadcaster broadcaster = new Broadcaster() {
        private <T> CompletableFuture<T> unlessAway(CompletableFuture<T> answer) {
            return away ? CompletableFuture.failedFuture(new IllegalStateException("away")) : answer;
        }

        @Override
        public String origin() {
            return reachable.origin();
        }

        @Override
        public CompletableFuture<Void> publish(Topic topic, String payload) {
            return reachable.publish(topic, payload);
        }

        @Override
        public CompletableFuture<Position> append(Topic topic, String payload) {
            return away ? unlessAway(new CompletableFuture<>()) : reachable.append(topic, payload);
        }

        @Override
        public CompletableFuture<History> history(Topic topic, Optional<Position> after) {
            return unlessAway(reachable.history(topic, after));
        }

        @Override
        public Subscription subscribe(Topic topic, Listener listener) {
            return reachable.subscribe(topic, listener);
        }
    };

    private final RoomId id = new RoomId("R".repeat(22));
    private final Grant grant =
            new Grant(new ParticipantId("P".repeat(16)), new SessionId("S".repeat(22)), Role.DESKTOP, "Desk");
    private final Room stored = new Room(id, "Studio", grant.session(), List.of(grant), List.of(), Instant.EPOCH);
    private final LiveRoom room = new LiveRoom(id, RoomsParts.of(broadcaster, clock));
    private final FakeWire wire = new FakeWire();
    private final Connection connection = new Connection(wire, new RoomCounts(), clock);

    private void enter() {
        enter(Optional.empty());
    }

    private void enter(Optional<Position> after) {
        room.expect(connection);
        room.enter(stored, grant, connection, after);
    }

    @Test
    void welcomesWhoIsNew() {
        away = true;
        enter();
        assertThat(wire.sent).singleElement().asString().contains("welcome", "\"recovered\":false");
    }

    @Test
    void sendsAwayForAWhileWhoWouldMissSomething() {
        away = true;
        enter(Optional.of(new Position(7, 7)));
        assertThat(wire.sent).singleElement().asString().contains("unavailable");
        assertThat(wire.closes).containsExactly(CloseCode.SLOW_READER);
    }

    @Test
    void saysThatAMessageWasNotStoredAndTakesItAgain() {
        enter();
        var message = new ClientFrame.Send("m1", Kind.LOG, Optional.empty(), IntNode.valueOf(1));
        away = true;
        room.received(connection, message);
        assertThat(wire.sent).last().asString().contains("unavailable", "m1");
        away = false;
        room.received(connection, message);
        assertThat(wire.sent).last().asString().contains("\"ack\"");
        assertThat(reachable
                        .history(RoomEvent.topic(id), Optional.empty())
                        .join()
                        .entries())
                .extracting(Envelope::payload)
                .hasSize(1);
    }
}
