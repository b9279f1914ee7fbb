package dev.tripod.store;

import static dev.tripod.store.StoreDialect.key;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Commands on strings. */
interface StringContract extends StoreDialect {
    String WRONG_TYPE = "-WRONGTYPE Operation against a key holding the wrong kind of value";
    String SYNTAX = "-ERR syntax error";
    String NOT_AN_INTEGER = "-ERR value is not an integer or out of range";

    @Test
    default void setsAndGets() {
        var key = key();
        assertThat(ask("GET", key)).isEqualTo("nil");
        assertThat(ask("SET", key, "v")).isEqualTo("+OK");
        assertThat(ask("get", key)).isEqualTo("'v'");
        assertThat(ask("SET", key, "")).isEqualTo("+OK");
        assertThat(ask("GET", key)).isEqualTo("''");
    }

    @Test
    default void setsOnlyWhereThereIsNothingOrSomething() {
        var key = key();
        assertThat(ask("SET", key, "a", "XX")).isEqualTo("nil");
        assertThat(ask("SET", key, "a", "NX")).isEqualTo("+OK");
        assertThat(ask("SET", key, "b", "nx")).isEqualTo("nil");
        assertThat(ask("SET", key, "b", "XX")).isEqualTo("+OK");
        assertThat(ask("SETNX", key, "c")).isEqualTo("0");
        assertThat(ask("SETNX", key(), "c")).isEqualTo("1");
        assertThat(ask("GET", key)).isEqualTo("'b'");
    }

    @Test
    default void answersTheOldValueOfASet() {
        var key = key();
        assertThat(ask("SET", key, "a", "GET")).isEqualTo("nil");
        assertThat(ask("SET", key, "b", "GET")).isEqualTo("'a'");
        assertThat(ask("SET", key, "c", "NX", "GET")).isEqualTo("'b'");
        assertThat(ask("GETSET", key, "d")).isEqualTo("'b'");
        assertThat(ask("GETSET", key(), "d")).isEqualTo("nil");
    }

    @Test
    default void setsOnlyWhereTheValueIsTheExpectedOne() {
        var key = key();
        assertThat(ask("SET", key, "a", "IFEQ", "")).isEqualTo("nil");
        ask("SET", key, "a");
        assertThat(ask("SET", key, "b", "IFEQ", "A")).isEqualTo("nil");
        assertThat(ask("GET", key)).isEqualTo("'a'");
        assertThat(ask("SET", key, "b", "IFEQ", "a", "PX", 60_000)).isEqualTo("+OK");
        assertThat(ask("SET", key, "c", "IFEQ", "b", "KEEPTTL")).isEqualTo("+OK");
        assertThat(ask("TTL", key)).isEqualTo("60");
        assertThat(ask("SET", key, "d", "IFEQ", "c")).isEqualTo("+OK");
        assertThat(ask("TTL", key)).isEqualTo("-1");
    }

    @Test
    default void deletesOnlyWhereTheValueIsTheExpectedOne() {
        var key = key();
        assertThat(ask("DELEX", key, "IFEQ", "a")).isEqualTo("0");
        ask("SET", key, "a");
        assertThat(ask("DELEX", key, "IFEQ", "b")).isEqualTo("0");
        assertThat(ask("DELEX", key, "IFEQ", "a")).isEqualTo("1");
        assertThat(ask("EXISTS", key)).isEqualTo("0");
    }

    @Test
    default void refusesOptionsOfSetThatContradict() {
        var key = key();
        assertThat(ask("SET", key, "v", "NX", "XX")).isEqualTo(SYNTAX);
        assertThat(ask("SET", key, "v", "EX", 1, "PX", 1)).isEqualTo(SYNTAX);
        assertThat(ask("SET", key, "v", "EX", 1, "KEEPTTL")).isEqualTo(SYNTAX);
        assertThat(ask("SET", key, "v", "EX")).isEqualTo(SYNTAX);
        assertThat(ask("SET", key, "v", "FOR", "EVER")).isEqualTo(SYNTAX);
        assertThat(ask("SET", key, "v", "EX", "x", "EVER")).isEqualTo(SYNTAX);
        assertThat(ask("EXISTS", key)).isEqualTo("0");
    }

    @Test
    default void refusesLifetimesThatAreNone() {
        var key = key();
        assertThat(ask("SET", key, "v", "EX", "x")).isEqualTo(NOT_AN_INTEGER);
        assertThat(ask("SET", key, "v", "EX", 0)).isEqualTo("-ERR invalid expire time in 'set' command");
        assertThat(ask("SET", key, "v", "EX", Long.MAX_VALUE)).isEqualTo("-ERR invalid expire time in 'set' command");
        assertThat(ask("SET", key, "v", "PX", Long.MAX_VALUE)).isEqualTo("-ERR invalid expire time in 'set' command");
        assertThat(ask("SETEX", key, -1, "v")).isEqualTo("-ERR invalid expire time in 'setex' command");
        assertThat(ask("PSETEX", key, 0, "v")).isEqualTo("-ERR invalid expire time in 'psetex' command");
        ask("SET", key, "v");
        assertThat(ask("GETEX", key, "EX", 0)).isEqualTo("-ERR invalid expire time in 'getex' command");
    }

    @Test
    default void givesAValueALifetime() {
        var key = key();
        ask("SET", key, "v", "EX", 100);
        assertThat(ask("TTL", key)).isEqualTo("100");
        ask("SETEX", key, 200, "v");
        assertThat(ask("TTL", key)).isEqualTo("200");
        ask("PSETEX", key, 300_000, "v");
        assertThat(ask("TTL", key)).isEqualTo("300");
        ask("SET", key, "v", "KEEPTTL");
        assertThat(ask("TTL", key)).isEqualTo("300");
        ask("SET", key, "v");
        assertThat(ask("TTL", key)).isEqualTo("-1");
    }

    @Test
    default void givesAValueAnEnd() {
        var key = key();
        var far = Instant.parse("2100-01-01T00:00:00Z");
        ask("SET", key, "v", "EXAT", far.getEpochSecond());
        assertThat(Long.parseLong(ask("TTL", key))).isPositive();
        ask("SET", key, "v", "PXAT", far.toEpochMilli());
        assertThat(Long.parseLong(ask("TTL", key))).isPositive();
        assertThat(ask("SET", key, "v", "PXAT", 1)).isEqualTo("+OK");
        assertThat(ask("GET", key)).isEqualTo("nil");
    }

    @Test
    default void forgetsAValueWhenItsTimeIsUp() {
        var key = key();
        ask("SET", key, "v", "PX", 150);
        assertThat(ask("GET", key)).isEqualTo("'v'");
        passes(Duration.ofMillis(200));
        assertThat(ask("GET", key)).isEqualTo("nil");
        assertThat(ask("SET", key, "w", "NX")).isEqualTo("+OK");
        assertThat(ask("TTL", key)).isEqualTo("-1");
    }

    @Test
    default void takesAValueOnce() {
        var key = key();
        ask("SET", key, "v");
        assertThat(ask("GETDEL", key)).isEqualTo("'v'");
        assertThat(ask("GETDEL", key)).isEqualTo("nil");
    }

    @Test
    default void readsAValueAndSetsItsLifetime() {
        var key = key();
        assertThat(ask("GETEX", key, "EX", 100)).isEqualTo("nil");
        ask("SET", key, "v");
        assertThat(ask("GETEX", key, "EX", 100)).isEqualTo("'v'");
        assertThat(ask("GETEX", key)).isEqualTo("'v'");
        assertThat(ask("TTL", key)).isEqualTo("100");
        assertThat(ask("GETEX", key, "PERSIST")).isEqualTo("'v'");
        assertThat(ask("TTL", key)).isEqualTo("-1");
        assertThat(ask("GETEX", key, "PERSIST", "EX", 1)).isEqualTo(SYNTAX);
        assertThat(ask("GETEX", key, "EX")).isEqualTo(SYNTAX);
        assertThat(ask("GETEX", key, "PXAT", 1)).isEqualTo("'v'");
        assertThat(ask("EXISTS", key)).isEqualTo("0");
    }

    @Test
    default void readsAndWritesManyAtOnce() {
        var first = key();
        var second = key();
        var hash = key();
        ask("HSET", hash, "f", "v");
        assertThat(ask("MSET", first, "1", second, "2", first, "3")).isEqualTo("+OK");
        assertThat(ask("MGET", first, key(), second, hash)).isEqualTo("['3' nil '2' nil]");
        assertThat(ask("MSET", first, "1", second)).isEqualTo("-ERR wrong number of arguments for 'mset' command");
    }

    @Test
    default void appendsAndMeasures() {
        var key = key();
        assertThat(ask("STRLEN", key)).isEqualTo("0");
        assertThat(ask("APPEND", key, "ab")).isEqualTo("2");
        ask("EXPIRE", key, 100);
        assertThat(ask("APPEND", key, "ä")).isEqualTo("4");
        assertThat(ask("STRLEN", key)).isEqualTo("4");
        assertThat(ask("GET", key)).isEqualTo("'abä'");
        assertThat(ask("TTL", key)).isEqualTo("100");
    }

    @Test
    default void leavesValuesOfOtherTypesAlone() {
        var key = key();
        ask("SADD", key, "m");
        assertThat(ask("GET", key)).isEqualTo(WRONG_TYPE);
        assertThat(ask("SET", key, "v", "GET")).isEqualTo(WRONG_TYPE);
        assertThat(ask("GETSET", key, "v")).isEqualTo(WRONG_TYPE);
        assertThat(ask("GETDEL", key)).isEqualTo(WRONG_TYPE);
        assertThat(ask("GETEX", key, "EX", 1)).isEqualTo(WRONG_TYPE);
        assertThat(ask("APPEND", key, "v")).isEqualTo(WRONG_TYPE);
        assertThat(ask("STRLEN", key)).isEqualTo(WRONG_TYPE);
        assertThat(ask("INCR", key)).isEqualTo(WRONG_TYPE);
        assertThat(ask("TYPE", key)).isEqualTo("+set");
        assertThat(ask("SET", key, "v")).isEqualTo("+OK");
        assertThat(ask("TYPE", key)).isEqualTo("+string");
    }
}
