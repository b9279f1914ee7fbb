package dev.tripod.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tripod.problem.Problem;
import dev.tripod.problem.ProblemException;
import dev.tripod.store.StoreException;
import jakarta.ws.rs.NotSupportedException;
import java.time.Duration;
import javax.cache.CacheException;
import javax.cache.processor.EntryProcessorException;
import org.junit.jupiter.api.Test;

class FailureTest {
    @Test
    void findsAProblemThroughTheWrappersOfACache() {
        var problem = new ProblemException(Problem.PAIRING_TAKEN, "Too late");

        var failure = Failure.of(new EntryProcessorException(new CacheException(problem)));

        assertThat(failure.problem()).isEqualTo(Problem.PAIRING_TAKEN);
        assertThat(failure.detail()).isEqualTo("Too late");
    }

    @Test
    void saysWhenTheStoreMayBeBack() {
        var away = Failure.of(new CacheException(new StoreException(StoreException.Reason.UNAVAILABLE, "refused")));

        assertThat(away.problem()).isEqualTo(Problem.UNAVAILABLE);
        assertThat(away.retryAfter()).contains(Duration.ofSeconds(2));
        assertThat(away.detail()).doesNotContain("refused");
    }

    @Test
    void tellsAFullStoreFromOneThatIsAway() {
        var full = Failure.of(new StoreException(StoreException.Reason.FULL, "x"));

        assertThat(full.problem()).isEqualTo(Problem.STORE_FULL);
    }

    @Test
    void tellsBrokenJsonFromJsonOfAnotherForm() {
        assertThat(read("{\"v\":").problem()).isEqualTo(Problem.MALFORMED);
        assertThat(read("{{").problem()).isEqualTo(Problem.MALFORMED);
        assertThat(read("{\"value\":\"a\",\"value\":\"b\"}").problem()).isEqualTo(Problem.MALFORMED);
        assertThat(read("[]").problem()).isEqualTo(Problem.INVALID);
    }

    @Test
    void translatesTheRuntimesOwnRefusals() {
        assertThat(Failure.of(new NotSupportedException()).problem()).isEqualTo(Problem.UNSUPPORTED_TYPE);
    }

    @Test
    void tellsNothingOfWhatNobodyExpected() {
        var failure = Failure.of(new IllegalStateException("secret"));

        assertThat(failure.problem()).isEqualTo(Problem.INTERNAL);
        assertThat(failure.detail()).doesNotContain("secret");
    }

    private record Body(String value) {}

    private static Failure read(String json) {
        try {
            JsonProvider.MAPPER.readValue(json, Body.class);
            throw new AssertionError("Was read");
        } catch (JsonProcessingException e) {
            return Failure.of(e);
        }
    }
}
