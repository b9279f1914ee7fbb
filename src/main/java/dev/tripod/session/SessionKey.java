package dev.tripod.session;

/** Where a session is stored: the SHA-256 of its cookie, base64url. */
public record SessionKey(String value) {
    public SessionKey {
        if (!value.matches("[A-Za-z0-9_-]{43}")) {
            throw new IllegalArgumentException("Not a session key");
        }
    }
}
