package dev.tripod.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Which servers live, on a network that a test can cut. */
class InstancesTest {
    private static final Duration ACTIVE = Duration.ofMinutes(1);
    private static final Duration IDLE = Duration.ofMinutes(5);

    private final ManualClock clock = new ManualClock();
    private final List<Server> network = new ArrayList<>();
    private final Server here = new Server("here");
    private final Server there = new Server("there");

    /** A server whose messages reach all that are not cut off. */
    private final class Server implements Broadcaster, Instances.Listener {
        private final String name;
        private final Map<Topic, List<Listener>> listeners = new ConcurrentHashMap<>();
        private final Instances instances = new Instances(this, ACTIVE, IDLE, clock);
        private final List<String> events = new ArrayList<>();
        private int sent;
        private boolean cut;
        private boolean interested = true;

        Server(String name) {
            this.name = name;
            network.add(this);
            instances.listen(this);
        }

        @Override
        public String origin() {
            return name;
        }

        @Override
        public CompletableFuture<Void> publish(Topic topic, String payload) {
            sent++;
            var envelope = new Envelope(topic, name, Optional.empty(), payload);
            network.stream()
                    .filter(other -> other == this || !(cut || other.cut))
                    .forEach(other -> other.listeners
                            .getOrDefault(topic, List.of())
                            .forEach(listener -> listener.received(envelope)));
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Position> append(Topic topic, String payload) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<History> history(Topic topic, Optional<Position> after) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Subscription subscribe(Topic topic, Broadcaster.Listener listener) {
            var all = listeners.computeIfAbsent(topic, unused -> new CopyOnWriteArrayList<>());
            all.add(listener);
            return () -> all.remove(listener);
        }

        @Override
        public void gone(String origin, Instances.Fate fate) {
            events.add(origin + " " + fate);
        }

        @Override
        public boolean concerns(String origin) {
            return interested;
        }

        @Override
        public void thoughtGone() {
            events.add("thought gone");
        }
    }

    private void bothOccupied() {
        here.instances.occupied(true);
        there.instances.occupied(true);
        here.instances.heard("there");
        there.instances.heard("here");
    }

    private void pass(Duration time) {
        var step = Duration.ofSeconds(1);
        for (var passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(step)) {
            clock.advance(step);
            network.forEach(server -> server.instances.tick());
        }
    }

    @Test
    void sendsNothingInAnHourWhileNobodyIsHere() {
        pass(Duration.ofHours(1));

        assertThat(here.sent).isZero();
    }

    @Test
    void saysEveryFiveMinutesInAnIdleHourThatItLives() {
        bothOccupied();
        pass(IDLE.plusSeconds(1)); // until it is idle
        var before = here.sent;

        pass(Duration.ofHours(1));

        assertThat(here.sent - before).isBetween(11, 12);
        assertThat(here.events).isEmpty();
        assertThat(there.events).isEmpty();
    }

    @Test
    void sendsNoPingBesidesWhatItSaysAnyway() {
        bothOccupied();
        for (var i = 0; i < 100; i++) {
            here.instances.spoke();
            there.instances.heard("here");
            there.instances.spoke();
            here.instances.heard("there");
            pass(Duration.ofSeconds(30));
        }

        assertThat(here.sent).isZero();
        assertThat(there.sent).isZero();
    }

    @Test
    void noticesWithinTwoPingsAndAFifthThatAServerIsGoneAndSaysItOnce() {
        bothOccupied();
        there.cut = true;

        pass(Duration.ofMillis((long) (ACTIVE.toMillis() * 2.2)));
        assertThat(here.events).containsExactly("there SILENT");
        pass(Duration.ofHours(1));

        assertThat(here.events).containsExactly("there SILENT");
    }

    @Test
    void asksOnlyForServersThatMatter() {
        bothOccupied();
        here.interested = false;
        there.cut = true;
        var before = here.sent;

        pass(ACTIVE.multipliedBy(3));

        assertThat(here.events).isEmpty();
        assertThat(here.sent - before).as("its own pings").isLessThanOrEqualTo(3);
    }

    @Test
    void letsAServerKnowThatItWasThoughtGone() {
        bothOccupied();
        var third = new Server("third");
        third.instances.occupied(true);
        third.instances.heard("there");
        there.cut = true;
        pass(ACTIVE.multipliedBy(2));
        there.cut = false;

        third.publish(new Topic("instances"), "{\"is\":\"gone\",\"every\":0,\"whom\":\"there\"}")
                .join();

        assertThat(there.events).contains("thought gone");
    }

    @Test
    void believesAServerThatSaysGoodbye() {
        bothOccupied();

        there.instances.sayGoodbye().join();

        assertThat(here.events).containsExactly("there STOPPED");
    }

    @Test
    void asksSoonForAServerThatIsOnlyWrittenAbout() {
        here.instances.occupied(true);
        here.instances.dependOn("long gone");

        pass(ACTIVE);

        assertThat(here.events).containsExactly("long gone SILENT");
    }

    @Test
    void blamesNobodyForItsOwnDeafness() {
        bothOccupied();
        there.cut = true;
        pass(ACTIVE);
        here.instances.gap();
        there.cut = false;
        there.instances.tick();

        pass(ACTIVE);

        assertThat(here.events).isEmpty();
    }
}
