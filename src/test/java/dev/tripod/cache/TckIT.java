package dev.tripod.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.TckStore;
import java.io.File;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The TCK of JSR-107 runs earlier in the build; here its reports are counted, since a test that is left out fails nowhere. */
class TckIT {
    @ParameterizedTest
    @ValueSource(strings = {"tck-local", "tck-upstash"})
    void theWholeTckHasPassed(String run) throws Exception {
        var reports = new File("target", run).listFiles((directory, name) -> name.matches("TEST-.*\\.xml"));
        var sums = new int[4];
        for (var report : Objects.requireNonNull(reports)) {
            var suite = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(report)
                    .getDocumentElement();
            var counts = new String[] {"tests", "failures", "errors", "skipped"};
            Arrays.setAll(sums, i -> sums[i] + Integer.parseInt(suite.getAttribute(counts[i])));
        }
        assertThat(sums).as("run, failed, in error, skipped").containsExactly(491, 0, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "upstash"})
    void theTestsOfAnnotationsWereNotLeftOut(String store) throws Exception {
        assertThat(Integer.parseInt(Files.readString(TckStore.beans(store)))).isGreaterThanOrEqualTo(24);
    }

    @Test
    void theSecondRunWentOverTheWire() throws Exception {
        assertThat(Integer.parseInt(Files.readString(TckStore.COMMANDS))).isGreaterThan(1_000);
    }
}
