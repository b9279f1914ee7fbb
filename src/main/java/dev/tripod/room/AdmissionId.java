package dev.tripod.room;

/**
 * Names what somebody was admitted for, so that asking once more is no second admission. 22 to 64 base64url characters.
 */
public record AdmissionId(String value) {
    public AdmissionId {
        if (!value.matches("[A-Za-z0-9_-]{22,64}")) {
            throw new IllegalArgumentException("Not an admission id");
        }
    }
}
