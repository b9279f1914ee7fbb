package dev.tripod.pairing;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** The life of a pairing: pending, and then one of the others for good. */
public enum PairingState {
    @JsonProperty("pending")
    PENDING,
    @JsonProperty("claimed")
    CLAIMED,
    @JsonProperty("cancelled")
    CANCELLED,
    @JsonProperty("expired")
    EXPIRED;

    /** As clients read it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
