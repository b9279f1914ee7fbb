package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.upstash.UpstashServer;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

@Case(59)
@Order(Integer.MAX_VALUE - 96)
class Case59EnduresAStoreThatFlaps {
    private static final Duration EACH = Duration.ofSeconds(3);
    private static final int TIMES = 6;

    @Test
    void nobodyIsLoggedOutAndTheLogStaysQuiet() {
        Meanwhile.FLAPPING.awaitEnd();
    }

    static void flaps() {
        try (var lone = new LoneProcess()) {
            var crowd = Crowd.at(lone.uri(), 8);
            crowd.write();
            for (var i = 0; i < TIMES; i++) {
                for (var turn :
                        List.<Consumer<UpstashServer>>of(UpstashServer::refuseConnections, UpstashServer::recover)) {
                    turn.accept(lone.store());
                    use(crowd, lone);
                }
            }
            var last = crowd.write();
            Health.awaitCalmAfterLong(lone.uri());
            assertThat(crowd.values()).isEqualTo(last);
            var lines = lone.log()
                    .lines()
                    .filter(line -> line.contains("The shared store is"))
                    .toList();
            assertThat(lines).isNotEmpty();
            var times = lines.stream()
                    .map(line -> LocalTime.parse(line.split(" ", 2)[0]))
                    .toList();
            for (var i = 1; i < times.size(); i++) {
                assertThat(Duration.between(times.get(i - 1), times.get(i))
                                        .plusDays(1)
                                        .toMillis()
                                % 86_400_000)
                        .as(lines.toString())
                        .isGreaterThanOrEqualTo(9_990);
            }
        }
    }

    /** Writing and reading have to work all the time; also for who comes in between. */
    private static void use(Crowd crowd, LoneProcess lone) {
        var end = System.nanoTime() + EACH.toNanos();
        while (System.nanoTime() < end) {
            assertThat(crowd.write()).isEqualTo(crowd.values());
            var born = Regular.at(lone.uri());
            assertThat(born.write()).isEqualTo(born.value());
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }
}
