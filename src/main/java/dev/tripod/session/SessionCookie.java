package dev.tripod.session;

/** The secret in a browser's cookie: 32 random bytes as 43 base64url characters. Neither stored nor logged. */
public record SessionCookie(String value) {
    public SessionCookie {
        if (!value.matches("[A-Za-z0-9_-]{43}")) {
            throw new IllegalArgumentException("Not a session cookie");
        }
    }

    @Override
    public String toString() {
        return "SessionCookie[" + value.substring(0, 4) + "…]";
    }
}
