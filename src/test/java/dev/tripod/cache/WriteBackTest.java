package dev.tripod.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.store.LocalStores;
import dev.tripod.store.MemoryBudget;
import dev.tripod.store.StoreException.Reason;
import dev.tripod.testing.ManualClock;
import dev.tripod.testing.upstash.Eventually;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Many changes at once; what becomes of one is a matter of {@link OutageBackingTest}. */
class WriteBackTest {
    private static final int MANY = 10_000;

    private final ManualClock clock = new ManualClock();
    private final CuttableStore store = new CuttableStore(LocalStores.with(clock));
    private final WriteBack writeBack = new WriteBack(() -> true);
    private final OutageBacking cache = new OutageBacking(
            new StoreBacking(
                    store, "test:", new KeyText(new JavaCodec(getClass().getClassLoader())), clock),
            WhenAway.GO_ON_FROM_NOTHING,
            (before, mine, theirs) -> mine.held,
            new LocalBacking(new MemoryBudget(1 << 20), TripodConfiguration.WhenFull.EVICT, clock),
            new PendingChanges(new MemoryBudget(1 << 24)),
            clock);

    /** Changes each of many keys, several times over. */
    private void changeMany() {
        store.cut(Reason.UNAVAILABLE);
        writeBack.add(cache);
        for (var time = 0; time < 3; time++) {
            for (var i = 0; i < MANY; i++) {
                var value = new Encoded(("value " + time).getBytes(StandardCharsets.UTF_8));
                cache.put("key" + i, new Slot(value, clock.millis() + 3_600_000, 100));
            }
        }
    }

    @Test
    void keepsOneChangeForEachKeyAndWritesFiftyOfThemASecondAtMost() {
        changeMany();
        assertThat(writeBack.pending()).isEqualTo(MANY);
        var asked = new AtomicInteger();
        store.whenAsked(asked::incrementAndGet);
        var begin = System.nanoTime();

        store.mend();

        Eventually.holds(() -> asked.get() > WriteBack.PACE);
        var halfSeconds = Duration.ofNanos(System.nanoTime() - begin).toMillis() / 500 + 1;
        assertThat(asked.get()).isLessThanOrEqualTo((int) (halfSeconds + 1) * WriteBack.PACE / 2);
        assertThat(writeBack.pending()).isBetween(MANY - asked.get() - 1, MANY - WriteBack.PACE);
        writeBack.close();
    }

    @Test
    void goesOnForTwoSecondsAtMostWhenItStops() {
        changeMany();
        store.mend();
        store.whenAsked(() -> LockSupport.parkNanos(Duration.ofMillis(5).toNanos()));
        var begin = System.nanoTime();

        writeBack.close();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
        assertThat(writeBack.pending()).isBetween(1, MANY - WriteBack.PACE);
    }
}
