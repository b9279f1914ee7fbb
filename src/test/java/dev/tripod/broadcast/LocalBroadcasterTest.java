package dev.tripod.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LocalBroadcasterTest implements BroadcasterContract {
    private final ManualClock clock = new ManualClock();
    private final LocalBroadcaster broadcaster = new LocalBroadcaster(clock);

    @Override
    public Broadcaster broadcaster() {
        return broadcaster;
    }

    @Override
    public void advance(Duration time) {
        clock.advance(time);
    }

    @Test
    void holdsNoTopicThatNobodyUses() {
        var topic = new Topic("once");
        broadcaster.subscribe(topic, envelope -> {}).close();
        broadcaster.publish(topic, "into the void").join();
        assertThat(broadcaster.topics()).isZero();
    }

    @Test
    void dropsLogsThatHaveEnded() {
        for (var i = 0; i < 1_000; i++) {
            broadcaster.append(new Topic("room:" + i), "x").join();
        }
        clock.advance(Duration.ofMinutes(11));
        for (var i = 0; i < 300; i++) {
            broadcaster.append(new Topic("late"), "x").join();
        }
        assertThat(broadcaster.topics()).isEqualTo(1);
    }
}
