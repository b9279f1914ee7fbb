package dev.tripod.room;

/** Names a room: 128 random bits as 22 base64url characters. */
public record RoomId(String value) {
    public RoomId {
        if (!value.matches("[A-Za-z0-9_-]{22}")) {
            throw new IllegalArgumentException("Not a room id");
        }
    }
}
