package dev.tripod.problem;

/** A kind of failure that a client can tell apart: its HTTP status, stable name and short title (RFC 9457). */
public enum Problem {
    MALFORMED(400, "malformed", "The request is malformed"),
    INVALID(400, "invalid", "A field of the request is invalid"),
    SESSION_MISSING(401, "session-missing", "There is no live session"),
    TOKEN_MISSING(401, "token-missing", "This needs the right bearer token"),
    FORBIDDEN(403, "forbidden", "This is not allowed"),
    CROSS_ORIGIN(403, "cross-origin", "The call comes from a foreign origin"),
    NOT_FOUND(404, "not-found", "There is nothing here"),
    ROOM_UNKNOWN(404, "room-unknown", "There is no such room"),
    PAIRING_UNKNOWN(404, "pairing-unknown", "There is no such pairing"),
    METHOD_NOT_ALLOWED(405, "method-not-allowed", "This method is not allowed here"),
    NOT_ACCEPTABLE(406, "not-acceptable", "None of the accepted types can be produced"),
    PAIRING_TAKEN(409, "pairing-taken", "The pairing is already taken"),
    PAIRING_CLAIMED(410, "pairing-claimed", "The pairing has been claimed"),
    PAIRING_EXPIRED(410, "pairing-expired", "The pairing has expired"),
    PAIRING_CANCELLED(410, "pairing-cancelled", "The pairing was cancelled"),
    TOO_LARGE(413, "too-large", "The request is too large"),
    UNSUPPORTED_TYPE(415, "unsupported-type", "The content type is not supported"),
    TOO_MANY(429, "too-many", "Too many requests"),
    INTERNAL(500, "internal", "Something went wrong here"),
    UNAVAILABLE(503, "unavailable", "The store cannot be reached at the moment"),
    PAIRING_UNAVAILABLE(503, "pairing-unavailable", "Pairing is not possible at the moment"),
    STORE_FULL(503, "store-full", "There is no room for more at the moment");

    private final int status;
    private final String slug;
    private final String title;

    Problem(int status, String slug, String title) {
        this.status = status;
        this.slug = slug;
        this.title = title;
    }

    /** The HTTP status code. */
    public int status() {
        return status;
    }

    /** The stable URI that names this kind in the {@code type} member. */
    public String type() {
        return "urn:tripod:problem:" + slug;
    }

    /** The same short sentence for every occurrence. */
    public String title() {
        return title;
    }
}
