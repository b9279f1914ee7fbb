package dev.tripod.store;

import static dev.tripod.store.StoreDialect.key;
import static dev.tripod.store.StringContract.NOT_AN_INTEGER;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Commands that count. */
interface NumberContract extends StoreDialect {
    @Test
    default void counts() {
        var key = key();
        assertThat(ask("INCR", key)).isEqualTo("1");
        ask("EXPIRE", key, 100);
        assertThat(ask("INCRBY", key, 41)).isEqualTo("42");
        assertThat(ask("DECR", key)).isEqualTo("41");
        assertThat(ask("DECRBY", key, 50)).isEqualTo("-9");
        assertThat(ask("GET", key)).isEqualTo("'-9'");
        assertThat(ask("TTL", key)).isEqualTo("100");
    }

    @Test
    default void countsOnlyWholeNumbersOf64Bits() {
        var key = key();
        ask("SET", key, Long.MAX_VALUE);
        assertThat(ask("INCR", key)).isEqualTo("-ERR increment or decrement would overflow");
        assertThat(ask("DECRBY", key, Long.MIN_VALUE)).isEqualTo("-ERR decrement would overflow");
        assertThat(ask("INCRBY", key, "9223372036854775808")).isEqualTo(NOT_AN_INTEGER);
        assertThat(ask("GET", key)).isEqualTo("'" + Long.MAX_VALUE + "'");
        for (var text : new String[] {"", " 1", "+1", "01", "-0", "1.0", "x", "99999999999999999999"}) {
            ask("SET", key, text);
            assertThat(ask("INCR", key)).as("increment of '%s'", text).isEqualTo(NOT_AN_INTEGER);
        }
    }
}
