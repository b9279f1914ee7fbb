package dev.tripod.session;

import java.util.regex.Pattern;

/** The secret in a browser's cookie: 32 random bytes as 43 base64url characters. Neither stored nor logged. */
public record SessionCookie(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final int RANDOM_BYTES = 32;

    public SessionCookie {
        if (!wellFormed(value)) {
            throw new IllegalArgumentException("Not a session cookie");
        }
    }

    static SessionCookie random() {
        return new SessionCookie(RandomIds.base64url(RANDOM_BYTES));
    }

    static boolean wellFormed(String value) {
        return FORM.matcher(value).matches();
    }

    @Override
    public String toString() {
        return "SessionCookie[" + value.substring(0, 4) + "…]";
    }
}
