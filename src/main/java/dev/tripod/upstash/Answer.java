package dev.tripod.upstash;

import java.time.Duration;
import java.util.Optional;

/** A whole answer over HTTP. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Answer(int status, Optional<String> retryAfterHeader, byte[] body) {
    /** How long the service asked not to be asked again; a date or nonsense counts as nothing. */
    Optional<Duration> retryAfter() {
        return retryAfterHeader
                .filter(text -> text.matches("\\d{1,6}"))
                .map(text -> Duration.ofSeconds(Integer.parseInt(text)));
    }
}
