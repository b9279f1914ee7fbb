package dev.tripod.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.ManualClock;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FrameRateTest {
    private final ManualClock clock = new ManualClock();
    private final FrameRate rate = new FrameRate(10, clock);

    private long taken(int tries) {
        return IntStream.range(0, tries).filter(i -> rate.take()).count();
    }

    @Test
    void allowsABurstOfTwoSeconds() {
        assertThat(taken(30)).isEqualTo(20);
    }

    @Test
    void allowsItsRateForEver() {
        for (var second = 0; second < 60; second++) {
            assertThat(taken(10)).isEqualTo(10);
            clock.advance(Duration.ofSeconds(1));
        }
    }

    @Test
    void savesUpNoMoreThanABurst() {
        clock.advance(Duration.ofHours(1));
        assertThat(taken(30)).isEqualTo(20);
    }
}
