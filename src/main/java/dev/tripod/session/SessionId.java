package dev.tripod.session;

/** Names a session for its whole life, through rotations; never the cookie. 128 random bits as 22 base64url characters. */
public record SessionId(String value) {
    public SessionId {
        if (!value.matches("[A-Za-z0-9_-]{22}")) {
            throw new IllegalArgumentException("Not a session id");
        }
    }

    /** A new one. */
    public static SessionId random() {
        return new SessionId(RandomIds.base64url(16));
    }
}
