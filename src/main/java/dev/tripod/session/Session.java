package dev.tripod.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A signed-in browser or phone.
 *
 * @param key where it is stored now; changes with a rotation
 * @param attributes JSON text by name
 */
public record Session(
        SessionId id,
        SessionKey key,
        SessionKind kind,
        Optional<String> name,
        Instant created,
        Instant idleEnd,
        Instant absoluteEnd,
        Map<String, String> attributes) {
    /** How long it still lives when nobody uses it. */
    public Duration expiresIn(Instant now) {
        return Duration.between(now, idleEnd.isBefore(absoluteEnd) ? idleEnd : absoluteEnd);
    }
}
