package dev.tripod.broadcast;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What servers tell each other of themselves.
 *
 * @param is {@code ping}, {@code probe}, {@code gone} or {@code bye}
 * @param every milliseconds until the sender speaks again at the latest, in a ping
 * @param whom the server that is meant, for a probe and for one that is gone
 */
record InstanceNews(String is, long every, @Nullable String whom) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static InstanceNews ping(Duration every) {
        return new InstanceNews("ping", every.toMillis(), null);
    }

    static InstanceNews probe(String whom) {
        return new InstanceNews("probe", 0, whom);
    }

    static InstanceNews gone(String whom) {
        return new InstanceNews("gone", 0, whom);
    }

    static InstanceNews bye() {
        return new InstanceNews("bye", 0, null);
    }

    /** Reads what another server has said; anything else is an {@link IllegalArgumentException}. */
    static InstanceNews read(String json) {
        try {
            return MAPPER.readValue(json, InstanceNews.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("No news of an instance");
        }
    }

    String write() {
        try {
            return MAPPER.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How often the sender speaks, if it says so. */
    Optional<Duration> interval() {
        return every > 0 ? Optional.of(Duration.ofMillis(every)) : Optional.empty();
    }
}
