package dev.tripod.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

/** The lines of the documents answer what the documents say, on every store. */
interface DocumentedCacheLinesContract extends CacheParties {
    @Test
    default void linesOfTheDocumentsRunAsPrinted() throws Exception {
        var examples = DocumentedCacheLines.all();
        assertThat(examples).hasSizeGreaterThan(10);
        for (var example : examples) {
            assertThat(example.run(URI.create("http://" + address().getAuthority()), TOKEN))
                    .as(example.lines())
                    .matches(example.pattern());
        }
    }
}
