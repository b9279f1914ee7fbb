package dev.tripod.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.broadcast.Outbox.Care;
import dev.tripod.store.StoreException;
import dev.tripod.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final ManualClock clock = new ManualClock();
    private final List<List<String>> requests = new ArrayList<>();
    private final List<Runnable> later = new ArrayList<>();
    private CompletableFuture<Void> answer = CompletableFuture.completedFuture(null);
    private final Outbox outbox = new Outbox(
            lines -> {
                requests.add(lines);
                return answer;
            },
            (wait, work) -> later.add(work),
            clock);

    private void passTime() {
        clock.advance(Duration.ofSeconds(1));
        var due = List.copyOf(later);
        later.clear();
        due.forEach(Runnable::run);
    }

    private void send(String line, Care care) {
        var unused = outbox.send(line, care);
    }

    @Test
    void sendsALoneMessageAtOnce() {
        send("one", Care.NONE);
        passTime();
        send("two", Care.NONE);
        assertThat(requests).containsExactly(List.of("one"), List.of("two"));
    }

    @Test
    void letsThoseThatFollowSoonShareARequest() {
        List.of("one", "two", "three", "four").forEach(line -> send(line, Care.NONE));
        assertThat(requests).containsExactly(List.of("one"));
        passTime();
        assertThat(requests).containsExactly(List.of("one"), List.of("two", "three", "four"));
    }

    @Test
    void sendsWhatIsUrgentWithoutAPauseBehindWhatWaits() {
        send("one", Care.NONE);
        send("two", Care.NONE);
        send("now", Care.HASTE);
        assertThat(requests).containsExactly(List.of("one"), List.of("two", "now"));
        send("three", Care.NONE);
        assertThat(requests).hasSize(2);
        passTime();
        assertThat(requests).last().isEqualTo(List.of("three"));
    }

    @Test
    void sendsWhatIsUrgentAfterTheRequestUnderWay() {
        var first = new CompletableFuture<Void>();
        answer = first;
        send("one", Care.NONE);
        send("now", Care.HASTE);
        assertThat(requests).hasSize(1);
        first.complete(null);
        assertThat(requests).containsExactly(List.of("one"), List.of("now"));
    }

    @Test
    void sendsWhatIsKeptAgainWhenTheStoreWasAway() {
        answer = CompletableFuture.failedFuture(new StoreException(StoreException.Reason.UNAVAILABLE, "away"));
        var lost = outbox.send("one", Care.NONE);
        passTime();
        var kept = outbox.send("two", Care.KEPT);
        assertThat(lost).isCompletedExceptionally();
        assertThat(kept).isCompletedExceptionally();
        answer = CompletableFuture.completedFuture(null);
        passTime();
        assertThat(requests).containsExactly(List.of("one"), List.of("two"), List.of("two"));
    }
}
