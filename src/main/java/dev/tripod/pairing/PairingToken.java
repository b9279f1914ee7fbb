package dev.tripod.pairing;

import dev.tripod.session.RandomIds;

/** The secret in a pairing's QR: 128 random bits as 22 base64url characters. */
public record PairingToken(String value) implements PairingSecret {
    private static final int SHOWN = 3;

    public PairingToken {
        if (!wellFormed(value)) {
            throw new IllegalArgumentException("Not a pairing token");
        }
    }

    static PairingToken random() {
        return new PairingToken(RandomIds.base64url(16));
    }

    static boolean wellFormed(String value) {
        return value.matches("[A-Za-z0-9_-]{22}");
    }

    @Override
    public String digest() {
        return Digests.sha256(value);
    }

    @Override
    public String toString() {
        return value.substring(0, SHOWN) + "…";
    }
}
