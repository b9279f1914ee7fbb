package dev.tripod.store;

import static dev.tripod.store.StoreDialect.bytes;
import static dev.tripod.store.StoreDialect.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tripod.upstash.Command;
import dev.tripod.upstash.Reply;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every key-value store does, the same as a real Redis 7.0.15, and IFEQ as Upstash: the groups of commands and
 * many threads in interfaces of their own, and here the typed verbs and calls of several commands.
 */
interface KeyValueStoreContract
        extends StringContract, NumberContract, KeyContract, CollectionContract, StreamContract, ThreadsContract {
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
}
