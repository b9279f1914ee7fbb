package dev.tripod.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tripod.broadcast.Broadcaster;
import dev.tripod.broadcast.Instances;
import dev.tripod.broadcast.LocalBroadcasters;
import dev.tripod.broadcast.Roster;
import dev.tripod.broadcast.Topic;
import dev.tripod.session.SessionId;
import dev.tripod.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RoomRosterTest {
    private final ManualClock clock = new ManualClock();
    private final Broadcaster broadcaster = LocalBroadcasters.with(clock);
    private final List<String> steps = new ArrayList<>();
    /** Puts and refreshes fail while it is. */
    private boolean failing = true;

    private List<Roster.Line> lines = List.of();

    private final Roster roster = new Roster() {
        @Override
        public CompletableFuture<Void> put(Topic topic, String member, String value) {
            return step("put");
        }

        @Override
        public CompletableFuture<Void> remove(Topic topic, List<String> members, String origin) {
            return step("remove");
        }

        @Override
        public CompletableFuture<List<Line>> read(Topic topic) {
            return CompletableFuture.completedFuture(lines);
        }

        @Override
        public CompletableFuture<Void> refresh(Topic topic) {
            return step("refresh");
        }
    };

    private CompletableFuture<Void> step(String name) {
        steps.add(failing ? name + " failed" : name);
        return failing
                ? CompletableFuture.failedFuture(new IllegalStateException("away"))
                : CompletableFuture.completedFuture(null);
    }

    private final RoomId id = new RoomId("R".repeat(22));
    private final Grant grant =
            new Grant(new ParticipantId("P".repeat(16)), new SessionId("S".repeat(22)), Role.DESKTOP, "Desk");

    private final Connection connection = new Connection(new FakeWire(), new RoomCounts(), clock);

    /** A live room that one has entered when this returns. */
    private LiveRoom entered() {
        var instances = new Instances(broadcaster, Duration.ofSeconds(60), Duration.ofSeconds(300), clock);
        var room =
                new LiveRoom(id, new RoomParts(broadcaster, roster, instances, new RoomCounts(), clock, Runnable::run));
        enter(room, connection);
        return room;
    }

    private void enter(LiveRoom room, Connection by) {
        room.expect(by);
        var stored = new Room(id, "Studio", grant.session(), List.of(grant), List.of(), Instant.EPOCH);
        room.enter(stored, grant, by, Optional.empty());
    }

    @Test
    void getsItsLifetimeAnewWithWhoComesAfterTheLastHasLeft() {
        failing = false;
        var room = entered();
        room.left(connection, CloseCode.GOODBYE);
        enter(room, new Connection(new FakeWire(), new RoomCounts(), clock));

        assertThat(steps).endsWith("remove", "put", "refresh");
    }

    @Test
    void keepsItsLifetimeWhenItIsReadAgainAndNothingIsMissing() {
        failing = false;
        var room = entered();
        lines = List.of(new Roster.Line(grant.participant().value(), broadcaster.origin(), other()));
        steps.clear();
        room.makeKnown();
        room.tick();

        assertThat(steps).isEmpty();
        lines = List.of();
        room.makeKnown();
        room.tick();
        assertThat(steps).as("it is gone").containsExactly("put", "refresh");
    }

    @Test
    void hasItsLifetimeFromThoseWhoCameEarlier() {
        failing = false;
        lines = List.of(new Roster.Line("O".repeat(16), "elsewhere", other()));
        entered();

        assertThat(steps).doesNotContain("refresh");
    }

    @Test
    void getsItsLifetimeAfterWhoeverCouldNotBeWrittenDownBefore() {
        var room = entered();
        failing = false;
        clock.advance(Duration.ofSeconds(3));
        room.tick();

        assertThat(steps).contains("put failed").endsWith("put", "refresh");
    }

    @Test
    void getsItsLifetimeFromHereWhenThatFailedAlthoughOthersHaveCome() {
        var room = entered();
        failing = false;
        lines = List.of(new Roster.Line("O".repeat(16), "elsewhere", other()));
        clock.advance(Duration.ofSeconds(3));
        room.tick();

        assertThat(steps).contains("refresh failed").endsWith("refresh");
    }

    private static String other() {
        var otto = new Participant(
                new ParticipantId("O".repeat(16)), "Otto", Role.VIEWER, JsonNodeFactory.instance.objectNode());
        return RoomCodec.encode(new RoomEvent.Joined(otto, 1));
    }
}
