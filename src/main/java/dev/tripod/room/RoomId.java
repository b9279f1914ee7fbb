package dev.tripod.room;

import java.util.Optional;

/** Names a room: 128 random bits as 22 base64url characters. */
public record RoomId(String value) {
    public RoomId {
        if (!value.matches("[A-Za-z0-9_-]{22}")) {
            throw new IllegalArgumentException("Not a room id");
        }
    }

    /** Reads what a client sent; anything that is no such id is empty. */
    static Optional<RoomId> parse(String text) {
        return text.matches("[A-Za-z0-9_-]{22}") ? Optional.of(new RoomId(text)) : Optional.empty();
    }
}
