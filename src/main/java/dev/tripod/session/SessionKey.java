package dev.tripod.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Where a session is stored: the SHA-256 of its cookie, base64url. */
public record SessionKey(String value) {
    private static final int SHOWN = 8;

    public SessionKey {
        if (!value.matches("[A-Za-z0-9_-]{43}")) {
            throw new IllegalArgumentException("Not a session key");
        }
    }

    /** The key that belongs to a cookie. */
    public static SessionKey of(SessionCookie cookie) {
        try {
            var hash =
                    MessageDigest.getInstance("SHA-256").digest(cookie.value().getBytes(StandardCharsets.US_ASCII));
            return new SessionKey(Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** Enough to find the same session again in a log. */
    @Override
    public String toString() {
        return value.substring(0, SHOWN) + "…";
    }
}
