package dev.tripod.store;

import static dev.tripod.store.StoreDialect.key;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Commands on hashes and sets. */
interface CollectionContract extends StoreDialect {
    @Test
    default void keepsFieldsOfAHash() {
        var key = key();
        assertThat(ask("HSET", key, "a", "1", "b", "2", "a", "3")).isEqualTo("2");
        assertThat(ask("HSET", key, "a", "4", "c", "")).isEqualTo("1");
        assertThat(ask("HGET", key, "a")).isEqualTo("'4'");
        assertThat(ask("HGET", key, "x")).isEqualTo("nil");
        assertThat(ask("HMGET", key, "c", "x", "b")).isEqualTo("['' nil '2']");
        assertThat(ask("HGETALL", key)).isEqualTo("['a' '4' 'b' '2' 'c' '']");
        assertThat(ask("HLEN", key)).isEqualTo("3");
        assertThat(ask("HEXISTS", key, "b")).isEqualTo("1");
        assertThat(ask("HEXISTS", key, "x")).isEqualTo("0");
    }

    @Test
    default void readsAHashThatIsNotThere() {
        var key = key();
        assertThat(ask("HGET", key, "f")).isEqualTo("nil");
        assertThat(ask("HMGET", key, "f", "g")).isEqualTo("[nil nil]");
        assertThat(ask("HGETALL", key)).isEqualTo("[]");
        assertThat(ask("HLEN", key)).isEqualTo("0");
        assertThat(ask("HEXISTS", key, "f")).isEqualTo("0");
        assertThat(ask("HDEL", key, "f")).isEqualTo("0");
    }

    @Test
    default void dropsAHashWithItsLastField() {
        var key = key();
        ask("HSET", key, "a", "1", "b", "2");
        assertThat(ask("HDEL", key, "a", "a", "x")).isEqualTo("1");
        assertThat(ask("HDEL", key, "b")).isEqualTo("1");
        assertThat(ask("EXISTS", key)).isEqualTo("0");
    }

    @Test
    default void countsInAHash() {
        var key = key();
        assertThat(ask("HINCRBY", key, "n", 5)).isEqualTo("5");
        assertThat(ask("HINCRBY", key, "n", -7)).isEqualTo("-2");
        assertThat(ask("HGET", key, "n")).isEqualTo("'-2'");
        ask("HSET", key, "text", "x", "most", Long.MAX_VALUE);
        assertThat(ask("HINCRBY", key, "text", 1)).isEqualTo("-ERR hash value is not an integer");
        assertThat(ask("HINCRBY", key, "n", "x")).isEqualTo("-ERR value is not an integer or out of range");
        assertThat(ask("HINCRBY", key, "most", 1)).isEqualTo("-ERR increment or decrement would overflow");
    }

    @Test
    default void keepsTheLifetimeOfAHashAndASetThatChange() {
        var hash = key();
        ask("HSET", hash, "f", "v");
        ask("EXPIRE", hash, 100);
        ask("HSET", hash, "f", "w", "g", "x");
        ask("HINCRBY", hash, "n", 1);
        ask("HDEL", hash, "g");
        assertThat(ask("TTL", hash)).isEqualTo("100");
        var set = key();
        ask("SADD", set, "a", "b");
        ask("EXPIRE", set, 100);
        ask("SADD", set, "c");
        ask("SREM", set, "a");
        assertThat(ask("TTL", set)).isEqualTo("100");
    }

    @Test
    default void keepsMembersOfASetOnce() {
        var key = key();
        assertThat(ask("SADD", key, "a", "b", "a")).isEqualTo("2");
        assertThat(ask("SADD", key, "b", "c")).isEqualTo("1");
        assertThat(ask("SCARD", key)).isEqualTo("3");
        assertThat(ask("SISMEMBER", key, "c")).isEqualTo("1");
        assertThat(ask("SISMEMBER", key, "x")).isEqualTo("0");
        assertThat(ask("SMEMBERS", key)).contains("'a'", "'b'", "'c'").hasSize("['a' 'b' 'c']".length());
    }

    @Test
    default void dropsASetWithItsLastMember() {
        var key = key();
        assertThat(ask("SREM", key, "a")).isEqualTo("0");
        assertThat(ask("SMEMBERS", key)).isEqualTo("[]");
        assertThat(ask("SCARD", key)).isEqualTo("0");
        assertThat(ask("SISMEMBER", key, "a")).isEqualTo("0");
        ask("SADD", key, "a", "b");
        assertThat(ask("SREM", key, "a", "b", "c")).isEqualTo("2");
        assertThat(ask("EXISTS", key)).isEqualTo("0");
    }

    @Test
    default void refusesPairsThatAreHalf() {
        assertThat(ask("HSET", key(), "a", "1", "b")).isEqualTo("-ERR wrong number of arguments for 'hset' command");
    }

    @Test
    default void leavesValuesThatAreNoCollectionAlone() {
        var key = key();
        ask("SET", key, "v");
        assertThat(ask("HSET", key, "f", "v")).isEqualTo(StringContract.WRONG_TYPE);
        assertThat(ask("HGET", key, "f")).isEqualTo(StringContract.WRONG_TYPE);
        assertThat(ask("HMGET", key, "f")).isEqualTo(StringContract.WRONG_TYPE);
        assertThat(ask("HGETALL", key)).isEqualTo(StringContract.WRONG_TYPE);
        assertThat(ask("HDEL", key, "f")).isEqualTo(StringContract.WRONG_TYPE);
        assertThat(ask("HINCRBY", key, "f", 1)).isEqualTo(StringContract.WRONG_TYPE);
        assertThat(ask("SADD", key, "m")).isEqualTo(StringContract.WRONG_TYPE);
        assertThat(ask("SREM", key, "m")).isEqualTo(StringContract.WRONG_TYPE);
        assertThat(ask("SMEMBERS", key)).isEqualTo(StringContract.WRONG_TYPE);
        assertThat(ask("XADD", key, "*", "f", "v")).isEqualTo(StringContract.WRONG_TYPE);
        assertThat(ask("XRANGE", key, "-", "+")).isEqualTo(StringContract.WRONG_TYPE);
        assertThat(ask("GET", key)).isEqualTo("'v'");
    }
}
