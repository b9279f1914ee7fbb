package dev.tripod.store;

import static dev.tripod.store.StoreDialect.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tripod.testing.ManualClock;
import dev.tripod.upstash.Command;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalStoreTest implements KeyValueStoreContract {
    private static final String FULL = "-ERR DB capacity quota exceeded";

    private final ManualClock clock = new ManualClock();
    private final MemoryBudget budget = new MemoryBudget(1 << 20);
    private final LocalStore store = new LocalStore(budget, clock);

    @Override
    public KeyValueStore store() {
        return store;
    }

    @Override
    public void passes(Duration time) {
        clock.advance(time);
    }

    private static String large(int length) {
        return "x".repeat(length);
    }

    @Test
    void endsAKeyToTheMillisecond() {
        ask("SET", "k", "v", "PX", 100);
        passes(Duration.ofMillis(99));
        assertThat(ask("PTTL", "k")).isEqualTo("1");
        passes(Duration.ofMillis(1));
        assertThat(ask("GET", "k")).isEqualTo("nil");
    }

    @Test
    void makesIdsOfItsClock() {
        var now = clock.millis();
        assertThat(ask("XADD", "s", "*", "f", "v")).isEqualTo("'" + now + "-0'");
        assertThat(ask("XADD", "s", "*", "f", "v")).isEqualTo("'" + now + "-1'");
        passes(Duration.ofMillis(1));
        assertThat(ask("XADD", "s", "*", "f", "v")).isEqualTo("'" + (now + 1) + "-0'");
    }

    @Test
    void refusesWhatDoesNotFitAndChangesNothing() {
        ask("SET", "text", "short", "EX", 100);
        ask("HSET", "hash", "f", "v");
        ask("SADD", "set", "m");
        ask("XADD", "stream", "1-1", "f", "v");
        var used = budget.used();
        var tooMuch = large(2 << 20);
        assertThat(ask("SET", "text", tooMuch)).isEqualTo(FULL);
        assertThat(ask("APPEND", "text", tooMuch)).isEqualTo(FULL);
        assertThat(ask("MSET", "text", "new", "other", tooMuch)).isEqualTo(FULL);
        assertThat(ask("HSET", "hash", "f", "w", "g", tooMuch)).isEqualTo(FULL);
        assertThat(ask("HSET", "other", "f", tooMuch)).isEqualTo(FULL);
        assertThat(ask("SADD", "set", "n", tooMuch)).isEqualTo(FULL);
        assertThat(ask("XADD", "stream", "1-2", "f", tooMuch)).isEqualTo(FULL);
        assertThat(budget.used()).isEqualTo(used);
        assertThat(ask("GET", "text") + ask("TTL", "text")).isEqualTo("'short'100");
        assertThat(ask("HGETALL", "hash")).isEqualTo("['f' 'v']");
        assertThat(ask("SMEMBERS", "set") + ask("XLEN", "stream") + ask("EXISTS", "other"))
                .isEqualTo("['m']10");
    }

    @Test
    void saysThatItIsFull() {
        assertThatThrownBy(() ->
                        store.set("k", new byte[2 << 20], Lifetime.ENDLESS).join())
                .cause()
                .extracting("reason")
                .isEqualTo(StoreException.Reason.FULL);
    }

    @Test
    void stillReplacesAndRemovesWhenItIsFull() {
        for (var i = 0; !ask("SET", "k" + i, large(1_000)).equals(FULL); i++) {}
        assertThat(ask("SET", "k0", large(999))).isEqualTo("+OK");
        assertThat(ask("SET", "k0", large(1_000))).isEqualTo("+OK");
        assertThat(ask("DEL", "k1")).isEqualTo("1");
        assertThat(ask("SET", "other", large(999))).isEqualTo("+OK");
    }

    @Test
    void givesBackAllMemoryOfWhatIsGone() {
        ask("SET", "text", "short");
        ask("SET", "text", large(500));
        ask("APPEND", "text", large(500));
        ask("HSET", "hash", "f", "v", "g", large(100), "g", large(50));
        ask("HSET", "hash", "f", large(100));
        ask("HDEL", "hash", "f");
        ask("SADD", "set", "a", "b", "a");
        ask("SREM", "set", "a");
        for (var i = 1; i < 10; i++) {
            ask("XADD", "stream", "MAXLEN", 3, i, "f", large(i));
        }
        ask("XDEL", "stream", "9-0");
        assertThat(budget.used()).isPositive();
        ask("DEL", "text", "hash", "set", "stream");
        assertThat(budget.used()).isZero();
    }

    @Test
    void givesBackMemoryOfWhatNobodyReads() {
        for (var i = 0; i < 1_000; i++) {
            ask("SET", "k" + i, "v", "EX", 60);
        }
        var used = budget.used();
        passes(Duration.ofMinutes(2));
        for (var i = 0; i < 70; i++) {
            ask("SET", "one", "v");
        }
        assertThat(budget.used()).isEqualTo(used / 1_000).isPositive();
    }

    @Test
    void makesRoomOfWhatHasExpiredBeforeItRefuses() {
        for (var i = 0; i < 100; i++) {
            ask("SET", "k" + i, large(10_000), "EX", 60);
        }
        assertThat(ask("SET", "big", large(900_000))).isEqualTo(FULL);
        passes(Duration.ofMinutes(2));
        assertThat(ask("SET", "big", large(900_000))).isEqualTo("+OK");
    }

    @Test
    void refusesInTheWordsOfTheService() {
        var text = "ERR Command is not available: 'ROLE'."
                + " See https://upstash.com/docs/redis/overall/rediscompatibility for details";
        assertThat(ask("role")).isEqualTo("-" + text);
        assertThatThrownBy(
                        () -> store.execute(List.of(Command.of("ROLE")), true).join())
                .cause()
                .hasMessage(text);
        assertThat(ask("PUBLISH", "topic", "hello")).contains("not available");
        assertThat(ask("EVAL", "return 1", 0)).contains("not available");
    }

    @Test
    void deletesOnAConditionOnlyStrings() {
        ask("HSET", "k", "f", "v");
        assertThat(ask("DELEX", "k", "IFEQ", "v"))
                .isEqualTo("-ERR Key should be of string type if conditions are specified");
        assertThat(ask("SET", "k", "v", "IFEQ", "v")).isEqualTo(WRONG_TYPE);
        assertThat(ask("SET", "k", "v", "IFEQ", "v", "NX")).isEqualTo(SYNTAX);
        assertThat(ask("DELEX", "k")).isEqualTo("1");
    }

    @Test
    void scansKeysWhoseNamesShareAPlace() {
        var first = bytes("Aa");
        var second = bytes("BB");
        assertThat(Bytes.of(first).place()).isEqualTo(Bytes.of(second).place());
        ask("MSET", first, "1", second, "2");
        assertThat(ask("SCAN", 0, "COUNT", 1)).isEqualTo("['0' ['Aa' 'BB']]");
        assertThat(ask("SCAN", "999999999999", "COUNT", 1)).isEqualTo("['0' []]");
    }

    @Test
    void scansOnlyKeysOfAType() {
        ask("SET", "text", "v");
        ask("SADD", "set", "m");
        assertThat(ask("SCAN", 0, "TYPE", "set")).isEqualTo("['0' ['set']]");
    }
}
