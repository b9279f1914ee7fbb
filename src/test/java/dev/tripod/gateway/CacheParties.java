package dev.tripod.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.CacheClient;
import java.net.URI;
import java.util.List;
import java.util.function.Function;

/**
 * Whom the contract of the cache API compares: Tripod, and the service, which is a test server of its own here, with a real
 * Redis behind it. Most of the contract is that the same request gets the same status and body from both.
 */
interface CacheParties {
    String TOKEN = "0123456789abcdef0123456789abcdef";
    String READING = "fedcba9876543210fedcba9876543210";

    /** Where Tripod's cache API is. */
    URI address();

    /** A client of the service with the token for everything. */
    CacheClient service();

    /** The same with the token for reading. */
    CacheClient serviceReading();

    /** Keys of Tripod's store, whoever wrote them, as the store itself has them. */
    List<String> storedKeys();

    /** A client of Tripod with the token for everything. */
    default CacheClient tripod() {
        return new CacheClient(address(), TOKEN);
    }

    /** The same with the token for reading. */
    default CacheClient tripodReading() {
        return new CacheClient(address(), READING);
    }

    default void same(Function<CacheClient, CacheClient.Answer> request) {
        assertThat(request.apply(tripod())).isEqualTo(request.apply(service()));
    }

    /** Runs commands one after the other; each line is one, its words parted by blanks. */
    default void sameCommands(String lines) {
        lines.lines().forEach(line -> {
            var words = line.split(" ", -1);
            assertThat(comparable(line, tripod().run(words)))
                    .as(line)
                    .isEqualTo(comparable(line, service().run(words)));
        });
    }

    /** Time passes between two questions, so of what is left of a life only that it is some counts. */
    private static CacheClient.Answer comparable(String line, CacheClient.Answer answer) {
        return line.contains("TTL ")
                ? new CacheClient.Answer(answer.status(), answer.body().replaceAll("\\d{2,}", "some"))
                : answer;
    }
}
