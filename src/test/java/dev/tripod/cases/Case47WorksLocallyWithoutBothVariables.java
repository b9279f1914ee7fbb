package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.upstash.UpstashServer;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first case of all, so that trouble which takes a minute passes while the others run. */
@Case(47)
@Order(Case.AFTER_OTHERS - 1)
class Case47WorksLocallyWithoutBothVariables {
    private static final String URL = "UPSTASH_REDIS_REST_URL";
    private static final String TOKEN = "UPSTASH_REDIS_REST_TOKEN";

    private final UpstashServer store = UpstashServer.start();

    @AfterEach
    void close() {
        store.close();
    }

    @BeforeAll
    static void beginWhatTakesLong() {
        Meanwhile.begin();
    }

    @Test
    void withoutVariablesItIsLocalAndWorks() {
        try (var lone = Lone.with(store, Map.of())) {
            assertIsLocalAndWorks(lone);
            assertThat(lone.lines()).noneMatch(line -> line.level().intValue() >= Level.WARNING.intValue());
        }
    }

    @ParameterizedTest
    @CsvSource({URL + "," + TOKEN, TOKEN + "," + URL})
    void withOneOfTheTwoTheSameAndAWarningNamesTheMissingOne(String there, String missing) {
        var value = there.equals(URL) ? store.uri().toString() : store.token();
        try (var lone = Lone.with(store, Map.of(there, value))) {
            assertIsLocalAndWorks(lone);
            assertThat(lone.lines())
                    .filteredOn(line -> line.level().equals(Level.WARNING))
                    .singleElement()
                    .satisfies(line -> assertThat(line.text()).contains(missing).doesNotContain(value));
        }
    }

    private void assertIsLocalAndWorks(Lone lone) {
        var regular = Regular.at(lone.uri());
        var number = regular.write();

        assertThat(regular.value()).isEqualTo(number);
        assertThat(Health.of(lone.uri()).store()).isEqualTo("local");
        assertThat(Health.of(lone.uri()).reason()).isEmpty();
        assertThat(Health.of(lone.uri()).pending()).isZero();
        assertThat(lone.texts()).contains("[STORAGE] No persistence configured - using in-memory storage only");
        assertThat(store.requests()).isEmpty();
    }
}
