package dev.tripod.upstash;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether the service is asked at the moment.
 *
 * @param reason why it is not; empty while it is
 * @param since when that began; a probe that fails does not change it
 */
public record BreakerState(Optional<Reason> reason, Instant since) {
    /** Why the service is left alone, in the words of the health page. */
    public enum Reason {
        UNREACHABLE,
        TIMEOUT,
        MISCONFIGURED,
        QUOTA,
        ERRORS;

        /** The word itself. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Reason of(UpstashException failure) {
            return switch (failure.kind()) {
                case UNREACHABLE -> UNREACHABLE;
                case TIMEOUT -> TIMEOUT;
                case MISCONFIGURED -> MISCONFIGURED;
                case QUOTA -> QUOTA;
                default -> ERRORS;
            };
        }
    }

    /** Whether the service is left alone. */
    public boolean isOpen() {
        return reason.isPresent();
    }
}
