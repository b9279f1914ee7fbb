package dev.tripod.store;

import static dev.tripod.store.StoreDialect.key;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Commands on streams, as far as logs of rooms need them. */
interface StreamContract extends StoreDialect {
    String SMALLER = "-ERR The ID specified in XADD is equal or smaller than the target stream top item";
    String INVALID_ID = "-ERR Invalid stream ID specified as stream command argument";

    @Test
    default void addsEntriesWithWrittenIds() {
        var key = key();
        assertThat(ask("XADD", key, "5-1", "f", "a")).isEqualTo("'5-1'");
        assertThat(ask("XADD", key, "5-1", "f", "b")).isEqualTo(SMALLER);
        assertThat(ask("XADD", key, "4-9", "f", "b")).isEqualTo(SMALLER);
        assertThat(ask("XADD", key, 6, "f", "b", "g", "c")).isEqualTo("'6-0'");
        assertThat(ask("XLEN", key)).isEqualTo("2");
        assertThat(ask("XRANGE", key, "-", "+")).isEqualTo("[['5-1' ['f' 'a']] ['6-0' ['f' 'b' 'g' 'c']]]");
    }

    @Test
    default void countsEntriesOfOneEpoch() {
        var key = key();
        assertThat(ask("XADD", key, "7-*", "f", "a")).isEqualTo("'7-0'");
        assertThat(ask("XADD", key, "7-*", "f", "a")).isEqualTo("'7-1'");
        assertThat(ask("XADD", key, "8-*", "f", "a")).isEqualTo("'8-0'");
        assertThat(ask("XADD", key, "7-*", "f", "a")).isEqualTo(SMALLER);
        assertThat(ask("XADD", key(), "0-*", "f", "a")).isEqualTo("'0-1'");
    }

    @Test
    default void makesIdsThatRise() {
        var key = key();
        var first = ask("XADD", key, "*", "f", "a");
        var second = ask("XADD", key, "*", "f", "b");
        assertThat(first).matches("'\\d+-\\d+'");
        assertThat(StreamId.parse(second.replace("'", ""), 0)).isGreaterThan(StreamId.parse(first.replace("'", ""), 0));
        ask("XADD", key, "9999999999999-4", "f", "c");
        assertThat(ask("XADD", key, "*", "f", "d")).isEqualTo("'9999999999999-5'");
    }

    @Test
    default void refusesIdsThatAreNone() {
        var key = key();
        assertThat(ask("XADD", key, "0-0", "f", "a"))
                .startsWith("-ERR The ID specified in XADD must be greater than 0-0");
        assertThat(ask("XADD", key, "x", "f", "a")).isEqualTo(INVALID_ID);
        assertThat(ask("XADD", key, "1-x", "f", "a")).isEqualTo(INVALID_ID);
        assertThat(ask("XADD", key, "1-2-3", "f", "a")).isEqualTo(INVALID_ID);
        assertThat(ask("XADD", key, "99999999999999999999-1", "f", "a")).isEqualTo(INVALID_ID);
        assertThat(ask("XADD", key, "1-1", "f")).isEqualTo("-ERR wrong number of arguments for 'xadd' command");
        assertThat(ask("XADD", key, "1-1", "f", "a", "g"))
                .isEqualTo("-ERR wrong number of arguments for 'xadd' command");
        assertThat(ask("EXISTS", key)).isEqualTo("0");
        ask("XADD", key, "18446744073709551615-18446744073709551615", "f", "a");
        assertThat(ask("XADD", key, "*", "f", "a"))
                .isEqualTo("-ERR The stream has exhausted the last possible ID, unable to add more items");
    }

    @Test
    default void addsOnlyToAStreamThatIsThere() {
        var key = key();
        assertThat(ask("XADD", key, "NOMKSTREAM", "MAXLEN", "~", 256, "7-*", "f", "a"))
                .isEqualTo("nil");
        assertThat(ask("EXISTS", key)).isEqualTo("0");
        ask("XADD", key, "7-1", "f", "a");
        assertThat(ask("XADD", key, "NOMKSTREAM", "MAXLEN", "~", 256, "7-*", "f", "a"))
                .isEqualTo("'7-2'");
    }

    @Test
    default void dropsTheOldestEntries() {
        var key = key();
        for (var i = 1; i <= 5; i++) {
            ask("XADD", key, "MAXLEN", "=", 3, i, "f", i);
        }
        assertThat(ask("XRANGE", key, "-", "+")).isEqualTo("[['3-0' ['f' '3']] ['4-0' ['f' '4']] ['5-0' ['f' '5']]]");
        ask("XADD", key, "MAXLEN", 2, 6, "f", 6);
        assertThat(ask("XLEN", key)).isEqualTo("2");
        assertThat(ask("XTRIM", key, "MAXLEN", 1)).isEqualTo("1");
        assertThat(ask("XTRIM", key(), "MAXLEN", 1)).isEqualTo("0");
        assertThat(ask("XTRIM", key, "MAXLEN", -1)).isEqualTo("-ERR The MAXLEN argument must be >= 0.");
        assertThat(ask("XTRIM", key, "MOST", 1)).isEqualTo("-ERR syntax error");
    }

    @Test
    default void keepsAtLeastSoManyWhereItMayKeepMore() {
        var key = key();
        for (var i = 1; i <= 500; i++) {
            ask("XADD", key, "MAXLEN", "~", 100, i, "f", i);
        }
        assertThat(Integer.parseInt(ask("XLEN", key))).isBetween(100, 250);
        assertThat(ask("XREVRANGE", key, "+", "-", "COUNT", 1)).isEqualTo("[['500-0' ['f' '500']]]");
    }

    @Test
    default void remembersItsLastIdWhenItIsEmpty() {
        var key = key();
        ask("XADD", key, "5-5", "f", "a");
        assertThat(ask("XDEL", key, "5-5", "5-6")).isEqualTo("1");
        assertThat(ask("EXISTS", key)).isEqualTo("1");
        assertThat(ask("XRANGE", key, "-", "+")).isEqualTo("[]");
        assertThat(ask("XADD", key, "5-5", "f", "b")).isEqualTo(SMALLER);
        assertThat(ask("XADD", key, "5-*", "f", "b")).isEqualTo("'5-6'");
        assertThat(ask("XDEL", key, "x")).isEqualTo(INVALID_ID);
    }

    @Test
    default void readsBetweenTwoIds() {
        var key = key();
        for (var id : new String[] {"1-1", "1-2", "2-1", "3-0"}) {
            ask("XADD", key, id, "f", "v");
        }
        assertThat(ids("XRANGE", key, 1, 2)).isEqualTo("1-1 1-2 2-1");
        assertThat(ids("XRANGE", key, "(1-1", "+")).isEqualTo("1-2 2-1 3-0");
        assertThat(ids("XRANGE", key, "-", "(3-0")).isEqualTo("1-1 1-2 2-1");
        assertThat(ids("XRANGE", key, "-", "+", "COUNT", 2)).isEqualTo("1-1 1-2");
        assertThat(ids("XREVRANGE", key, "+", "-", "COUNT", 2)).isEqualTo("3-0 2-1");
        assertThat(ids("XREVRANGE", key, 2, "(1-1")).isEqualTo("2-1 1-2");
        assertThat(ids("XRANGE", key, 3, 1)).isEmpty();
        assertThat(ask("XRANGE", key(), "-", "+")).isEqualTo("[]");
        assertThat(ask("XLEN", key())).isEqualTo("0");
    }

    private String ids(String name, Object... arguments) {
        return ask(name, arguments)
                .replaceAll("\\[+'(\\d+-\\d+)' \\['f' 'v']]+", "$1")
                .replace("[]", "");
    }

    @Test
    default void refusesRangesItCannotRead() {
        var key = key();
        ask("XADD", key, "1-1", "f", "v");
        assertThat(ask("XRANGE", key, "x", "+")).isEqualTo(INVALID_ID);
        assertThat(ask("XRANGE", key, "(-", "+")).isEqualTo(INVALID_ID);
        assertThat(ask("XRANGE", key, "-", "+", "COUNT")).isEqualTo("-ERR syntax error");
        assertThat(ask("XRANGE", key, "-", "+", "COUNT", 0)).isEqualTo("nil");
        assertThat(ask("XRANGE", key, "(18446744073709551615-18446744073709551615", "+"))
                .isEqualTo("-ERR invalid start ID for the interval");
        assertThat(ask("XRANGE", key, "-", "(0-0")).isEqualTo("-ERR invalid end ID for the interval");
    }
}
