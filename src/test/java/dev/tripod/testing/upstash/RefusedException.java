package dev.tripod.testing.upstash;

/** A request that is refused as a whole, with status 400 and this text. */
final class RefusedException extends Exception {
    RefusedException(String text) {
        super(text, null, false, false);
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
