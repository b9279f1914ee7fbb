package dev.tripod.pairing;

/** What a phone shows in order to claim a pairing: the token in the QR or the code one types. */
sealed interface PairingSecret permits PairingToken, PairingCode {
    /** What stands for it in the store. */
    String digest();
}
