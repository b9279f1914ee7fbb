package dev.tripod.store;

import static dev.tripod.store.StoreDialect.bytes;
import static dev.tripod.store.StoreDialect.key;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.upstash.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What holds when many threads use a store. */
interface ThreadsContract extends StoreDialect {
    int THREADS = 8;

    @Test
    default void losesNoIncrementOfManyThreads() throws Exception {
        var key = key();
        together(() -> {
            for (var i = 0; i < 200; i++) {
                store().increment(key, 1).join();
            }
            return 0;
        });
        assertThat(store().increment(key, 0).join()).isEqualTo(THREADS * 200L);
    }

    @Test
    default void letsOneOfManyThreadsWinEachComparison() throws Exception {
        var key = key();
        store().set(key, bytes("0"), Lifetime.ENDLESS).join();
        together(() -> {
            var won = 0;
            while (won < 25) {
                var before = Integer.parseInt(new String(store().get(key).join().orElseThrow(), UTF_8));
                var after = bytes(String.valueOf(before + 1));
                var expected = bytes(String.valueOf(before));
                won += store().compareAndSet(key, expected, after, Lifetime.ENDLESS)
                                .join()
                        ? 1
                        : 0;
            }
            return won;
        });
        assertThat(ask("GET", key)).isEqualTo("'" + THREADS * 25 + "'");
    }

    @Test
    default void letsOneOfManyThreadsTakeAValue() throws Exception {
        for (var round = 0; round < 20; round++) {
            var key = key();
            store().set(key, bytes("v"), Lifetime.ENDLESS).join();
            var takers = together(() -> store().take(key).join().isPresent() ? 1 : 0);
            assertThat(takers).containsOnlyOnce(1);
        }
    }

    @Test
    default void letsNothingInBetweenAtomicCommands() throws Exception {
        var first = key();
        var second = key();
        var both = List.of(Command.of("INCR", first), Command.of("INCR", second), Command.of("MGET", first, second));
        var torn = together(() -> {
            var different = 0;
            for (var i = 0; i < 100; i++) {
                var replies = store().execute(both, true).join();
                var same = StoreDialect.shown(replies.get(0)).equals(StoreDialect.shown(replies.get(1)));
                different += same ? 0 : 1;
            }
            return different;
        });
        assertThat(torn).containsOnly(0);
    }

    private static List<Integer> together(Callable<Integer> task) throws Exception {
        var threads = Executors.newFixedThreadPool(THREADS);
        try {
            var tasks = new ArrayList<Callable<Integer>>();
            for (var i = 0; i < THREADS; i++) {
                tasks.add(task);
            }
            var results = new ArrayList<Integer>();
            for (Future<Integer> done : threads.invokeAll(tasks)) {
                results.add(done.get());
            }
            return results;
        } finally {
            threads.shutdown();
        }
    }
}
