package dev.tripod.room;

/** Names a participant within a room; the same as long as the grant lives. 16 base64url characters. */
public record ParticipantId(String value) {
    public ParticipantId {
        if (!value.matches("[A-Za-z0-9_-]{16}")) {
            throw new IllegalArgumentException("Not a participant id");
        }
    }
}
