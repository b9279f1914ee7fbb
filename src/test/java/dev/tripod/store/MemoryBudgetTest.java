package dev.tripod.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
    private static final long LIMIT = 1 << 20;

    private final MemoryBudget budget = new MemoryBudget(LIMIT);

    @Test
    void countsWhatIsChargedAndNothingElse() {
        budget.charge(100);
        budget.charge(20);
        budget.release(7);
        assertThat(budget.used()).isEqualTo(113);
    }

    @Test
    void givesOutAllOfItAndNotAByteMore() {
        assertThat(budget.charge(LIMIT - 1)).isTrue();
        assertThat(budget.charge(2)).isFalse();
        assertThat(budget.charge(1)).isTrue();
        assertThat(budget.used()).isEqualTo(LIMIT);
    }

    @Test
    void lendsOneThreadWhatAnotherHasToSpare() throws Exception {
        inThreads(8, () -> budget.charge(1));
        assertThat(budget.charge(LIMIT - 8)).isTrue();
        assertThat(budget.charge(1)).isFalse();
    }

    @Test
    void staysWithinItsLimitHoweverManyCharge() throws Exception {
        var charged = new AtomicLong();
        inThreads(6, () -> {
            for (var i = 0; i < 20_000; i++) {
                if (budget.charge(97)) {
                    charged.addAndGet(97);
                }
                if (i % 3 == 0 && charged.addAndGet(-50) >= 0) {
                    budget.release(50);
                }
            }
        });
        assertThat(budget.used()).isEqualTo(charged.get()).isBetween(LIMIT - 1_000, LIMIT);
    }

    private static void inThreads(int number, Runnable work) throws InterruptedException {
        var done = new CountDownLatch(number);
        for (var i = 0; i < number; i++) {
            new Thread(() -> {
                        work.run();
                        done.countDown();
                    })
                    .start();
        }
        done.await();
    }
}
