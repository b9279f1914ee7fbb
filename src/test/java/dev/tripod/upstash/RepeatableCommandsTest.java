package dev.tripod.upstash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepeatableCommandsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET k",
                "get k",
                "MGET a b",
                "PING",
                "SET k v",
                "SET k v PX 1000",
                "SET k NX",
                "DEL k",
                "EXPIRE k 60",
                "PEXPIRE k 60",
                "GETEX k PX 60",
                "HSET h f v",
                "SADD s m",
                "HGETALL h",
                "XRANGE s - +",
                "EVAL_RO x 0",
            })
    void readsAndPlainWritesMayRunTwice(String line) {
        assertThat(RepeatableCommands.contains(command(line))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INCR k",
                "INCRBY k 2",
                "APPEND k v",
                "LPUSH l v",
                "XADD s * f v",
                "PUBLISH c m",
                "EVAL x 0",
                "EVALSHA x 0",
                "SET k v NX",
                "SET k v PX 60 nx",
                "SET k v GET",
                "SET k v IFEQ old",
                "SETNX k v",
                "GETSET k v",
                "GETDEL k",
                "DELEX k IFEQ v",
                "EXPIRE k 60 NX",
                "ZADD z INCR 1 m",
                "HINCRBY h f 1",
                "UNHEARD of",
            })
    void whatCountsAppendsOrDependsMayNot(String line) {
        assertThat(RepeatableCommands.contains(command(line))).isFalse();
    }

    @Test
    void aListMayWhenAllOfItMay() {
        assertThat(RepeatableCommands.all(List.of(command("GET k"), command("DEL k"))))
                .isTrue();
        assertThat(RepeatableCommands.all(List.of(command("GET k"), command("INCR k"))))
                .isFalse();
    }

    private static Command command(String line) {
        var words = line.split(" ", -1);
        return Command.of(words[0], (Object[]) Arrays.copyOfRange(words, 1, words.length));
    }
}
