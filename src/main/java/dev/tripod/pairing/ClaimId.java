package dev.tripod.pairing;

/**
 * Made by the phone, one for each pairing that it wants to claim, so that asking again is no second claim: at least 128
 * random bits, as 22 to 64 characters of base64url, hex or a UUID.
 */
public record ClaimId(String value) {
    private static final int SHOWN = 3;

    public ClaimId {
        if (!wellFormed(value)) {
            throw new IllegalArgumentException("Not a claim id");
        }
    }

    static boolean wellFormed(String value) {
        return value.matches("[A-Za-z0-9_-]{22,64}");
    }

    String digest() {
        return Digests.sha256(value);
    }

    @Override
    public String toString() {
        return value.substring(0, SHOWN) + "…";
    }
}
