package dev.tripod.room;

import java.util.Optional;

/** Names a participant within a room; the same as long as the grant lives. 16 base64url characters. */
public record ParticipantId(String value) {
    public ParticipantId {
        if (!value.matches("[A-Za-z0-9_-]{16}")) {
            throw new IllegalArgumentException("Not a participant id");
        }
    }

    /** Reads what a client sent; anything that is no such id is empty. */
    static Optional<ParticipantId> parse(String text) {
        return text.matches("[A-Za-z0-9_-]{16}") ? Optional.of(new ParticipantId(text)) : Optional.empty();
    }
}
