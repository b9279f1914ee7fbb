package dev.tripod.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The official client works with Tripod as with the service, on every store. */
interface OfficialClientContract extends CacheParties {
    @TestFactory
    default Stream<DynamicTest> worksWithTheOfficialClient() throws Exception {
        var outcomes = OfficialClient.check(address(), TOKEN);
        assertThat(outcomes).hasSizeGreaterThan(10);
        return outcomes.stream()
                .map(outcome -> DynamicTest.dynamicTest(
                        outcome.promise(), () -> assertThat(outcome.trouble()).isEmpty()));
    }
}
