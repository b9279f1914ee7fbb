package dev.tripod.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That the reader of metrics would notice what is wrong. */
class ExpositionTest {
    private static final String GOOD =
            """
            # HELP a_total Things
            # TYPE a_total counter
            a_total{kind="x",why="with \\"quotes\\", and more"} 3.0
            # HELP b_seconds Times
            # TYPE b_seconds histogram
            b_seconds_bucket{le="0.1"} 1
            b_seconds_bucket{le="+Inf"} 2
            b_seconds_sum 0.5
            b_seconds_count 2
            """;

    @Test
    void readsWhatIsRight() {
        var read = new Exposition(GOOD);

        assertThat(read.complaints()).isEmpty();
        assertThat(read.sum("a_total", "kind", "x")).isEqualTo(3);
        assertThat(read.labels("a_total")).containsExactlyInAnyOrder("kind", "why");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# TYPE c_total counter\nc_total 1\n",
                "# HELP c Things\n# TYPE c counter\nc 1\n",
                "# HELP c_total Things\n# TYPE c_total gauge\nc_total 1\n",
                "# HELP c_total Things\n# TYPE c_total counter\nc_total 1\nc_total 2\n",
                "# HELP c_ms Times\n# TYPE c_ms gauge\nc_ms 1\n",
                "# HELP c Things\n# TYPE c gauge\nc{a=b} 1\n",
                "c 1\n",
                "# HELP c Things\n# TYPE c histogram\nc_bucket{le=\"1\"} 2\nc_bucket{le=\"+Inf\"} 1\nc_sum 1\nc_count 1\n",
                "# HELP c Things\n# TYPE c histogram\nc_bucket{le=\"1\"} 2\nc_sum 1\nc_count 2\n"
            })
    void complainsOfWhatIsWrong(String text) {
        assertThat(new Exposition(GOOD + text).complaints()).isNotEmpty();
    }
}
