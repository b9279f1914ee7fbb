package dev.tripod.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.ManualClock;
import dev.tripod.testing.upstash.Eventually;
import dev.tripod.testing.upstash.UpstashServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What two instances tell each other on the side, and what it costs. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SidelineTest {
    private static final Topic TALK = new Topic("talk");

    private final UpstashServer store = UpstashServer.start();
    private final ManualClock clock = new ManualClock();
    private final BroadcastParts one = BroadcastParts.on(store, clock);
    private final BroadcastParts other = BroadcastParts.on(store, clock);
    private final Words words = new Words();
    private final List<String> talk = new CopyOnWriteArrayList<>();

    /** Says how often it was asked, and keeps what it hears. */
    private static final class Words implements Broadcaster.Aside {
        private final List<String> heard = new CopyOnWriteArrayList<>();
        private int asked;

        @Override
        public Topic topic() {
            return new Topic("aside");
        }

        @Override
        public Duration every() {
            return Duration.ofSeconds(60);
        }

        @Override
        public synchronized String words() {
            return "{\"asked\":" + ++asked + "}";
        }

        @Override
        public void heard(Envelope envelope) {
            heard.add(envelope.payload());
        }
    }

    @BeforeEach
    void listen() throws Exception {
        one.broadcaster().tell(new Words());
        other.broadcaster().tell(words);
        other.broadcaster()
                .subscribe(TALK, envelope -> talk.add(envelope.payload()))
                .ready()
                .get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() {
        one.close();
        other.close();
        store.close();
    }

    private void say(String text) {
        one.broadcaster().publish(TALK, text).join();
        Eventually.holds(() -> talk.contains(text));
    }

    @Test
    void ridesOnAMessageThatIsSentAnyway() {
        var before = store.commands();

        say("1");

        Eventually.holds(() -> words.heard.equals(List.of("{\"asked\":1}")));
        assertThat(store.commands().since(before).total()).isEqualTo(1);
    }

    @Test
    void ridesBesideAnEntryOfALogToo() {
        one.broadcaster().append(TALK, "\"entry\"").join();

        Eventually.holds(() -> talk.contains("\"entry\"") && words.heard.equals(List.of("{\"asked\":1}")));
    }

    @Test
    void isToldAtMostOnceInItsTime() {
        say("1");
        say("2");
        one.broadcaster().append(TALK, "3").join();
        clock.advance(Duration.ofSeconds(59));
        say("4");
        clock.advance(Duration.ofSeconds(1));
        say("5");

        Eventually.holds(() -> words.heard.equals(List.of("{\"asked\":1}", "{\"asked\":2}")));
    }
}
