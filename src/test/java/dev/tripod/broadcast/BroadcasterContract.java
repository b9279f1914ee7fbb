package dev.tripod.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every broadcaster does. Deliveries are awaited, since some adapters deliver in threads of their own. */
interface BroadcasterContract {
    Broadcaster broadcaster();

    /** Lets so much time pass for the broadcaster. */
    void advance(Duration time);

    private static Topic topic() {
        return new Topic("test:" + UUID.randomUUID());
    }

    private static BlockingQueue<String> heard(Broadcaster broadcaster, Topic topic) {
        var heard = new LinkedBlockingQueue<String>();
        broadcaster.subscribe(topic, envelope -> heard.add(envelope.payload()));
        return heard;
    }

    private static String next(BlockingQueue<String> heard) throws InterruptedException {
        return String.valueOf(heard.poll(5, TimeUnit.SECONDS));
    }

    @Test
    default void deliversToAllWhoListenAndToNobodyElse() throws Exception {
        var topic = topic();
        var first = heard(broadcaster(), topic);
        var second = heard(broadcaster(), topic);
        var other = heard(broadcaster(), topic());
        broadcaster().publish(topic, "hello").join();
        assertThat(next(first)).isEqualTo("hello");
        assertThat(next(second)).isEqualTo("hello");
        assertThat(other).isEmpty();
    }

    @Test
    default void saysWhoSentAMessage() throws Exception {
        var topic = topic();
        var origins = new LinkedBlockingQueue<String>();
        broadcaster().subscribe(topic, envelope -> origins.add(envelope.origin()));
        broadcaster().publish(topic, "hello").join();
        assertThat(next(origins)).isEqualTo(broadcaster().origin());
    }

    @Test
    default void isSilentAfterTheSubscriptionIsClosed() throws Exception {
        var topic = topic();
        var closed = new LinkedBlockingQueue<String>();
        var subscription = broadcaster().subscribe(topic, envelope -> closed.add(envelope.payload()));
        var open = heard(broadcaster(), topic);
        subscription.close();
        broadcaster().publish(topic, "hello").join();
        next(open);
        assertThat(closed).isEmpty();
    }

    @Test
    default void deliversInTheOrderOfTheLog() throws Exception {
        var topic = topic();
        var heard = heard(broadcaster(), topic);
        var positions = new ArrayList<Position>();
        for (var i = 0; i < 100; i++) {
            positions.add(broadcaster().append(topic, "m" + i).join());
        }
        for (var i = 0; i < 100; i++) {
            assertThat(next(heard)).isEqualTo("m" + i);
        }
        assertThat(positions).isSorted().doesNotHaveDuplicates();
    }

    @Test
    default void deliversEveryMessageOfManyThreadsOnceAndInOneOrder() throws Exception {
        var topic = topic();
        var first = heard(broadcaster(), topic);
        var second = heard(broadcaster(), topic);
        var writers = Executors.newFixedThreadPool(4);
        var written = IntStream.range(0, 4)
                .mapToObj(thread -> writers.submit(() -> {
                    for (var i = 0; i < 250; i++) {
                        broadcaster().append(topic, thread + "/" + i).join();
                    }
                }))
                .toList();
        for (var all : written) {
            all.get(60, TimeUnit.SECONDS);
        }
        writers.shutdown();
        var order = new ArrayList<String>();
        for (var i = 0; i < 1_000; i++) {
            order.add(next(first));
            assertThat(next(second)).isEqualTo(order.get(i));
        }
        assertThat(order).doesNotHaveDuplicates();
    }

    @Test
    default void goesOnAfterAListenerFailed() throws Exception {
        var topic = topic();
        broadcaster().subscribe(topic, envelope -> {
            throw new IllegalStateException("for a test");
        });
        var heard = heard(broadcaster(), topic);
        broadcaster().publish(topic, "hello").join();
        assertThat(next(heard)).isEqualTo("hello");
    }

    @Test
    default void letsAListenerSendItself() throws Exception {
        var topic = topic();
        var heard = new LinkedBlockingQueue<String>();
        broadcaster().subscribe(topic, envelope -> {
            heard.add(envelope.payload());
            if (envelope.payload().equals("ping")) {
                broadcaster().publish(topic, "pong").join();
            }
        });
        broadcaster().publish(topic, "ping").join();
        assertThat(List.of(next(heard), next(heard))).containsExactly("ping", "pong");
    }

    @Test
    default void keepsAHistory() {
        var topic = topic();
        var first = broadcaster().append(topic, "a").join();
        broadcaster().append(topic, "b").join();
        broadcaster().append(topic, "c").join();
        var after = broadcaster().history(topic, Optional.of(first)).join();
        assertThat(after.complete()).isTrue();
        assertThat(after.entries()).extracting(Envelope::payload).containsExactly("b", "c");
        assertThat(broadcaster().history(topic, Optional.empty()).join().entries())
                .hasSize(3);
    }

    @Test
    default void saysWhenTheHistoryDoesNotReachSoFar() {
        var topic = topic();
        var first = broadcaster().append(topic, "first").join();
        for (var i = 0; i < 600; i++) {
            broadcaster().append(topic, "m" + i).join();
        }
        assertThat(broadcaster().history(topic, Optional.of(first)).join().complete())
                .isFalse();
        var foreign = new Position(first.epoch() - 1, first.sequence());
        assertThat(broadcaster().history(topic, Optional.of(foreign)).join().complete())
                .isFalse();
    }

    @Test
    default void forgetsTheHistoryAfterItsTime() {
        var topic = topic();
        var first = broadcaster().append(topic, "a").join();
        broadcaster().append(topic, "b").join();
        advance(Duration.ofMinutes(11));
        var after = broadcaster().history(topic, Optional.of(first)).join();
        assertThat(after.entries()).isEmpty();
        assertThat(after.complete()).isFalse();
    }
}
