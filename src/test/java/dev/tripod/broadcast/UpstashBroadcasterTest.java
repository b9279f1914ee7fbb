package dev.tripod.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.config.Settings;
import dev.tripod.store.UpstashStores;
import dev.tripod.testing.ManualClock;
import dev.tripod.testing.upstash.UpstashServer;
import dev.tripod.upstash.Limits;
import dev.tripod.upstash.UpstashClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Messages between instances, on a real Redis behind the REST protocol. */
class UpstashBroadcasterTest implements BroadcasterContract {
    private final ManualClock clock = new ManualClock();
    private final UpstashServer server = UpstashServer.start();
    private final UpstashClient client = client();
    private final UpstashBroadcaster here = broadcaster(client);

    private UpstashClient client() {
        return new UpstashClient(
                new Settings.Upstash(server.uri(), server.token()),
                InstantSource.system(),
                new Limits(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(20), 1 << 20, 10_000));
    }

    private UpstashBroadcaster broadcaster(UpstashClient over) {
        return new UpstashBroadcaster(UpstashStores.at(over), over, "test:", clock);
    }

    @AfterEach
    void stop() {
        here.close();
        client.close();
        server.close();
    }

    @Override
    public Broadcaster broadcaster() {
        return here;
    }

    @Override
    public void advance(Duration time) {
        clock.advance(time);
    }

    @Test
    void reachesAnotherInstance() throws Exception {
        try (var other = client();
                var there = broadcaster(other)) {
            var topic = new Topic("news");
            var heard = new LinkedBlockingQueue<String>();
            var subscription = there.subscribe(topic, envelope -> heard.add(envelope.payload()));
            awaitLive(subscription);
            here.publish(topic, "line\nbreak, comma").join();
            here.append(topic, "logged").join();
            assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("line\nbreak, comma");
            assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("logged");
        }
    }

    @Test
    void readsFromTheLogWhatALostStreamHasMissed() throws Exception {
        try (var other = client();
                var there = broadcaster(other)) {
            var topic = new Topic("news");
            var heard = new LinkedBlockingQueue<String>();
            var subscription = there.subscribe(topic, envelope -> heard.add(envelope.payload()));
            awaitLive(subscription);
            here.append(topic, "a").join();
            assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("a");
            server.dropStreams();
            here.append(topic, "b").join();
            awaitLive(subscription);
            here.append(topic, "c").join();
            assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("b");
            assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("c");
        }
    }

    @Test
    void opensADeafStreamAgainWhenItsOwnMessageDoesNotComeBack() throws Exception {
        try (var other = client();
                var there = broadcaster(other)) {
            var topic = new Topic("news");
            var heard = new LinkedBlockingQueue<String>();
            var subscription = there.subscribe(topic, envelope -> heard.add(envelope.payload()));
            awaitLive(subscription);
            there.append(topic, "a").join();
            assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("a");
            server.silenceStreams();
            here.append(topic, "b").join();
            assertThat(there.deafSince()).isEmpty();
            there.append(topic, "c").join();
            assertThat(heard.poll(15, TimeUnit.SECONDS)).isEqualTo("b");
            assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("c");
        }
    }

    @Test
    void deliversEveryFirstEntryOfManyTopicsOnBothInstances() throws Exception {
        try (var other = client();
                var there = broadcaster(other)) {
            var instances = List.of(here, there);
            var topics =
                    IntStream.range(0, 10).mapToObj(i -> new Topic("new" + i)).toList();
            var heard = new HashMap<String, BlockingQueue<Envelope>>();
            for (var topic : topics) {
                for (var instance : instances) {
                    var queue = new LinkedBlockingQueue<Envelope>();
                    heard.put(topic.name() + instance.origin(), queue);
                    awaitLive(instance.subscribe(topic, queue::add));
                    instance.history(topic, Optional.empty()).join();
                }
            }
            var appended = new ArrayList<CompletableFuture<Position>>();
            for (var i = 0; i < 10; i++) {
                for (var topic : topics) {
                    for (var instance : instances) {
                        appended.add(instance.append(topic, "a"));
                        appended.add(instance.append(topic, "b"));
                    }
                }
            }
            CompletableFuture.allOf(appended.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
            for (var queue : heard.entrySet()) {
                var positions = new ArrayList<Position>();
                for (var i = 0; i < 40; i++) {
                    var next = queue.getValue().poll(5, TimeUnit.SECONDS);
                    assertThat(next)
                            .as("entry %d at %s after %s", i, queue.getKey(), positions)
                            .isNotNull();
                    positions.add(next.position().orElseThrow());
                }
                assertThat(positions).isSorted().doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void aLogMessageCostsThreeCommands() {
        var topic = new Topic("price");
        here.append(topic, "first").join();
        server.label("append");
        here.append(topic, "second").join();
        assertThat(server.commands().under("append")).isEqualTo(3);
    }

    private static void awaitLive(Broadcaster.Subscription subscription) {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!subscription.live() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(subscription.live()).isTrue();
    }
}
