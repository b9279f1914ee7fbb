package dev.tripod.store;

import static dev.tripod.store.StoreDialect.bytes;
import static dev.tripod.store.StoreDialect.key;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tripod.upstash.Command;
import dev.tripod.upstash.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * What every key-value store does, the same as a real Redis 7.0.15, and IFEQ as Upstash: the commands by group, and
 * here the typed verbs, calls of several commands and many threads.
 */
interface KeyValueStoreContract extends StringContract, KeyContract, CollectionContract, StreamContract {
    int THREADS = 8;

    @Test
    default void keepsWhatItIsGiven() {
        var key = key();
        assertThat(store().get(key).join()).isEmpty();
        store().set(key, bytes("v"), Lifetime.ENDLESS).join();
        assertThat(store().get(key).join()).hasValue(bytes("v"));
        assertThat(store().delete(key).join()).isTrue();
        assertThat(store().delete(key).join()).isFalse();
    }

    @Test
    default void keepsForALifetime() {
        var key = key();
        store().set(key, bytes("v"), Lifetime.of(Duration.ofMinutes(1))).join();
        assertThat(ask("TTL", key)).isEqualTo("60");
        store().set(key, bytes("w"), Lifetime.UNCHANGED).join();
        assertThat(ask("TTL", key)).isEqualTo("60");
        assertThat(store().getAndExpire(key, Duration.ofMinutes(2)).join()).hasValue(bytes("w"));
        assertThat(ask("TTL", key)).isEqualTo("120");
        assertThat(store().expire(key, Duration.ofMinutes(3)).join()).isTrue();
        assertThat(ask("TTL", key)).isEqualTo("180");
        assertThat(store().expire(key(), Duration.ofMinutes(3)).join()).isFalse();
        assertThat(store().getAndExpire(key(), Duration.ofMinutes(3)).join()).isEmpty();
    }

    @Test
    default void setsOnACondition() {
        var key = key();
        assertThat(store().setIfPresent(key, bytes("a"), Lifetime.ENDLESS).join())
                .isFalse();
        assertThat(store().setIfAbsent(key, bytes("a"), Lifetime.ENDLESS).join())
                .isTrue();
        assertThat(store().setIfAbsent(key, bytes("b"), Lifetime.ENDLESS).join())
                .isFalse();
        assertThat(store().setIfPresent(key, bytes("c"), Lifetime.ENDLESS).join())
                .isTrue();
        assertThat(store().getAndSet(key, bytes("d"), Lifetime.ENDLESS).join()).hasValue(bytes("c"));
        assertThat(store().take(key).join()).hasValue(bytes("d"));
        assertThat(store().take(key).join()).isEmpty();
        assertThat(store().getAndSet(key, bytes("e"), Lifetime.ENDLESS).join()).isEmpty();
    }

    @Test
    default void comparesBeforeItChanges() {
        var key = key();
        store().set(key, bytes("a"), Lifetime.ENDLESS).join();
        var minute = Lifetime.of(Duration.ofMinutes(1));
        assertThat(store().compareAndSet(key, bytes("x"), bytes("b"), minute).join())
                .isFalse();
        assertThat(store().compareAndSet(key, bytes("a"), bytes("b"), minute).join())
                .isTrue();
        assertThat(ask("TTL", key)).isEqualTo("60");
        assertThat(store().compareAndDelete(key, bytes("a")).join()).isFalse();
        assertThat(store().compareAndDelete(key, bytes("b")).join()).isTrue();
        assertThat(store().get(key).join()).isEmpty();
    }

    @Test
    default void saysWhyATypedVerbWasRefused() {
        var key = key();
        store().set(key, bytes("text"), Lifetime.ENDLESS).join();
        assertThatThrownBy(() -> store().increment(key, 1).join())
                .hasCauseInstanceOf(StoreException.class)
                .cause()
                .hasMessage("ERR value is not an integer or out of range")
                .extracting("reason")
                .isEqualTo(StoreException.Reason.REFUSED);
    }

    @Test
    default void answersEachCommandInOrder() {
        var key = key();
        for (var atomic : List.of(true, false)) {
            var replies = store().execute(
                            List.of(
                                    Command.of("SET", key, "text"),
                                    Command.of("INCR", key),
                                    Command.of("APPEND", key, "!"),
                                    Command.of("GET", key)),
                            atomic)
                    .join();
            assertThat(replies.stream().map(StoreDialect::shown))
                    .containsExactly("+OK", "-ERR value is not an integer or out of range", "5", "'text!'");
        }
        assertThat(store().execute(List.of(), false).join()).isEmpty();
        assertThat(store().execute(List.of(), true).join()).isEmpty();
    }

    @Test
    default void discardsAllOfAnAtomicCallThatCannotBeParsed() {
        var key = key();
        for (var wrong : List.of(Command.of("GET"), Command.of("NOSUCHCOMMAND", "a"))) {
            var commands = List.of(Command.of("SET", key, "v"), wrong);
            assertThatThrownBy(() -> store().execute(commands, true).join())
                    .hasCauseInstanceOf(StoreException.class)
                    .cause()
                    .extracting("reason")
                    .isEqualTo(StoreException.Reason.REFUSED);
            assertThat(store().get(key).join()).isEmpty();
        }
    }

    @Test
    default void runsTheRestOfACallThatIsNotAtomic() {
        var key = key();
        var replies = store().execute(
                        List.of(Command.of("SET", key, "v"), Command.of("NOSUCHCOMMAND"), Command.of("GET", key)),
                        false)
                .join();
        assertThat(replies.get(1)).isInstanceOf(Reply.Failure.class);
        assertThat(StoreDialect.shown(replies.get(2))).isEqualTo("'v'");
    }

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
