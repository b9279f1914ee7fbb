package dev.tripod.pairing;

import dev.tripod.session.RateLimits;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * How often somebody may try secrets that lead nowhere. Codes are short and so the number of wrong ones is strict; tokens
 * cannot be guessed, and wrong codes never keep a QR from working.
 */
@Singleton
final class GuessLimits {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final RateLimits.Limit CODES_OF_ADDRESS = new RateLimits.Limit("pairing-code", 5, MINUTE);
    private static final RateLimits.Limit CODES_OF_ALL = new RateLimits.Limit("pairing-code-all", 60, MINUTE);
    private static final RateLimits.Limit TOKENS_OF_ADDRESS = new RateLimits.Limit("pairing-token", 60, MINUTE);
    private static final String ALL = "all";

    private final RateLimits limits;

    @Inject
    GuessLimits(RateLimits limits) {
        this.limits = limits;
    }

    /**
     * Refuses any code, right ones too, once there were enough wrong ones: {@code TOO_MANY}. Counts nothing, so that a
     * right code costs two reads and many right ones at once never stand in each other's way.
     */
    void beforeCode(String address) {
        limits.check(CODES_OF_ADDRESS, address);
        limits.check(CODES_OF_ALL, ALL);
    }

    /**
     * Counts a code that led nowhere; {@code TOO_MANY} when others came before it while it was looked up. So of any
     * number of simultaneous guesses only as many as are permitted learn that they are wrong.
     */
    void wrongCode(String address) {
        limits.take(CODES_OF_ADDRESS, address);
        limits.take(CODES_OF_ALL, ALL);
    }

    /** Counts a token that nobody has; {@code TOO_MANY} when there were enough of them. */
    void unknownToken(String address) {
        limits.take(TOKENS_OF_ADDRESS, address);
    }
}
