package dev.tripod.store;

import java.util.Set;

/** Ends of keys as the options EX, PX, EXAT and PXAT write them. */
final class Expiry {
    static final Set<String> OPTIONS = Set.of("EX", "PX", "EXAT", "PXAT");

    private Expiry() {}

    /** The end in milliseconds since 1970; refused when the amount is not positive or too large. */
    static long parse(String option, long amount, long now, String command) {
        if (amount <= 0) {
            throw RefusedException.expireTime(command);
        }
        return end(option, amount, now, command);
    }

    /** The same for any amount; one that is not positive gives an end that has passed. */
    static long end(String option, long amount, long now, String command) {
        try {
            var millis = option.startsWith("EX") ? Math.multiplyExact(amount, 1_000L) : amount;
            return option.endsWith("AT") ? millis : Math.addExact(millis, now);
        } catch (ArithmeticException e) {
            throw RefusedException.expireTime(command);
        }
    }
}
