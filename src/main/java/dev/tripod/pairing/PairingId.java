package dev.tripod.pairing;

/**
 * Names a pairing to its owner: the SHA-256 of its token, 43 base64url characters. So the record is found by the token
 * without an index, and who knows the id knows no secret.
 */
public record PairingId(String value) {
    private static final int SHOWN = 8;

    public PairingId {
        if (!value.matches("[A-Za-z0-9_-]{43}")) {
            throw new IllegalArgumentException("Not a pairing id");
        }
    }

    static PairingId of(PairingToken token) {
        return new PairingId(token.digest());
    }

    /** Enough to find the same pairing again in a log. */
    @Override
    public String toString() {
        return value.substring(0, SHOWN) + "…";
    }
}
