package dev.tripod.store;

import static dev.tripod.store.StoreDialect.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.upstash.Command;
import dev.tripod.upstash.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Commands on keys of any type, and those on none. */
interface KeyContract extends StoreDialect {
    @Test
    default void answersThatItIsThere() {
        assertThat(ask("PING")).isEqualTo("+PONG");
        assertThat(ask("PING", "hello")).isEqualTo("'hello'");
        assertThat(ask("ECHO", "hello")).isEqualTo("'hello'");
        assertThat(ask("PING", "a", "b")).isEqualTo("-ERR wrong number of arguments for 'ping' command");
    }

    @Test
    default void refusesTooFewAndTooManyWords() {
        assertThat(ask("GET")).isEqualTo("-ERR wrong number of arguments for 'get' command");
        assertThat(ask("get", "a", "b")).isEqualTo("-ERR wrong number of arguments for 'get' command");
        assertThat(ask("DEL")).isEqualTo("-ERR wrong number of arguments for 'del' command");
    }

    @Test
    default void refusesCommandsItDoesNotKnow() {
        assertThat(ask("NOSUCHCOMMAND", "a")).startsWith("-ERR");
    }

    @Test
    default void deletesAndTellsHowManyThereWere() {
        var first = key();
        var second = key();
        ask("MSET", first, "1", second, "2");
        assertThat(ask("EXISTS", first, second, first, key())).isEqualTo("3");
        assertThat(ask("DEL", first, first, key())).isEqualTo("1");
        assertThat(ask("UNLINK", first, second)).isEqualTo("1");
        assertThat(ask("EXISTS", first, second)).isEqualTo("0");
    }

    @Test
    default void knowsTheTypeOfAKey() {
        var key = key();
        assertThat(ask("TYPE", key)).isEqualTo("+none");
        ask("SET", key, "v");
        assertThat(ask("TYPE", key)).isEqualTo("+string");
        ask("DEL", key);
        ask("HSET", key, "f", "v");
        assertThat(ask("TYPE", key)).isEqualTo("+hash");
        ask("DEL", key);
        ask("XADD", key, "*", "f", "v");
        assertThat(ask("TYPE", key)).isEqualTo("+stream");
    }

    @Test
    default void keepsKeysAndValuesOfAnyBytes() {
        var prefix = key().getBytes(StandardCharsets.UTF_8);
        var all = new byte[prefix.length + 256];
        System.arraycopy(prefix, 0, all, 0, prefix.length);
        for (var i = 0; i < 256; i++) {
            all[prefix.length + i] = (byte) i;
        }
        var replies = store().execute(List.of(Command.of("SET", all, all), Command.of("GET", all)), false)
                .join();
        assertThat(replies.get(1)).isInstanceOfSatisfying(Reply.Bulk.class, bulk -> assertThat(bulk.bytes())
                .isEqualTo(all));
    }

    @Test
    default void endsAKeyThatHadNoEnd() {
        var key = key();
        assertThat(ask("EXPIRE", key, 100)).isEqualTo("0");
        assertThat(ask("TTL", key)).isEqualTo("-2");
        assertThat(ask("PTTL", key)).isEqualTo("-2");
        ask("HSET", key, "f", "v");
        assertThat(ask("TTL", key)).isEqualTo("-1");
        assertThat(ask("PEXPIRE", key, 100_000)).isEqualTo("1");
        assertThat(ask("TTL", key)).isEqualTo("100");
        assertThat(Long.parseLong(ask("PTTL", key))).isBetween(90_000L, 100_000L);
        assertThat(ask("PERSIST", key)).isEqualTo("1");
        assertThat(ask("PERSIST", key)).isEqualTo("0");
        assertThat(ask("TTL", key)).isEqualTo("-1");
    }

    @Test
    default void endsAKeyAtOnceWhenItsLifetimeIsNotPositive() {
        var key = key();
        ask("SET", key, "v");
        assertThat(ask("EXPIRE", key, 0)).isEqualTo("1");
        assertThat(ask("EXISTS", key)).isEqualTo("0");
        ask("SET", key, "v");
        assertThat(ask("PEXPIRE", key, -5)).isEqualTo("1");
        assertThat(ask("EXISTS", key)).isEqualTo("0");
    }

    @Test
    default void forgetsKeysOfEveryTypeWhenTheirTimeIsUp() {
        var keys = List.of(key(), key(), key(), key());
        ask("SET", keys.get(0), "v");
        ask("HSET", keys.get(1), "f", "v");
        ask("SADD", keys.get(2), "m");
        ask("XADD", keys.get(3), "1-1", "f", "v");
        keys.forEach(key -> ask("PEXPIRE", key, 1_000));
        assertThat(ask("EXISTS", keys.toArray())).isEqualTo("4");
        passes(Duration.ofMillis(1_100));
        assertThat(ask("EXISTS", keys.toArray())).isEqualTo("0");
        assertThat(ask("HGETALL", keys.get(1))).isEqualTo("[]");
        assertThat(ask("SADD", keys.get(2), "n")).isEqualTo("1");
        assertThat(ask("SMEMBERS", keys.get(2))).isEqualTo("['n']");
        assertThat(ask("XADD", keys.get(3), "1-1", "f", "v")).isEqualTo("'1-1'");
    }

    @Test
    default void setsAnEndOnConditions() {
        var key = key();
        ask("SET", key, "v");
        assertThat(ask("EXPIRE", key, 100, "XX")).isEqualTo("0");
        assertThat(ask("EXPIRE", key, 100, "GT")).isEqualTo("0");
        assertThat(ask("EXPIRE", key, 100, "NX")).isEqualTo("1");
        assertThat(ask("EXPIRE", key, 200, "NX")).isEqualTo("0");
        assertThat(ask("EXPIRE", key, 200, "LT")).isEqualTo("0");
        assertThat(ask("EXPIRE", key, 200, "gt")).isEqualTo("1");
        assertThat(ask("TTL", key)).isEqualTo("200");
        assertThat(ask("EXPIRE", key, 100, "SOON")).isEqualTo("-ERR Unsupported option SOON");
        assertThat(ask("EXPIRE", key, 100, "NX", "LT"))
                .isEqualTo("-ERR NX and XX, GT or LT options at the same time are not compatible");
        assertThat(ask("EXPIRE", key, 100, "GT", "LT"))
                .isEqualTo("-ERR GT and LT options at the same time are not compatible");
    }

    @Test
    default void refusesEndsThatAreNone() {
        var key = key();
        assertThat(ask("EXPIRE", key, "soon")).isEqualTo("-ERR value is not an integer or out of range");
        assertThat(ask("EXPIRE", key, Long.MAX_VALUE)).isEqualTo("-ERR invalid expire time in 'expire' command");
        assertThat(ask("PEXPIRE", key, Long.MAX_VALUE)).isEqualTo("-ERR invalid expire time in 'pexpire' command");
    }

    @Test
    default void findsEveryKeyThatStaysDuringAScan() {
        var prefix = key();
        for (var i = 0; i < 500; i++) {
            ask("SET", prefix + ":stays:" + i, "v");
        }
        var found = new ArrayList<String>();
        var cursor = "0";
        var page = 0;
        do {
            var reply = scan(cursor, "MATCH", prefix + ":stays:*", "COUNT", 20);
            cursor = reply.cursor();
            found.addAll(reply.keys());
            ask("SET", prefix + ":comes:" + page++, "v");
        } while (!cursor.equals("0"));
        assertThat(found.stream().distinct()).hasSize(500).allMatch(key -> key.startsWith(prefix + ":stays:"));
    }

    @Test
    default void refusesScansItCannotRead() {
        assertThat(ask("SCAN", "x")).isEqualTo("-ERR invalid cursor");
        assertThat(ask("SCAN", 0, "COUNT", 0)).isEqualTo("-ERR syntax error");
        assertThat(ask("SCAN", 0, "COUNT", "x")).isEqualTo("-ERR value is not an integer or out of range");
        assertThat(ask("SCAN", 0, "MATCH")).isEqualTo("-ERR syntax error");
        assertThat(ask("SCAN", 0, "LIKE", "x")).isEqualTo("-ERR syntax error");
    }

    /** A page of a scan. */
    record Page(String cursor, List<String> keys) {}

    private Page scan(Object... arguments) {
        var reply = (Reply.Array) store().execute(List.of(Command.of("SCAN", arguments)), false)
                .join()
                .get(0);
        var keys = ((Reply.Array) reply.items().get(1)).items().stream().map(KeyContract::text);
        return new Page(text(reply.items().get(0)), keys.toList());
    }

    private static String text(Reply reply) {
        return new String(((Reply.Bulk) reply).bytes(), StandardCharsets.UTF_8);
    }
}
