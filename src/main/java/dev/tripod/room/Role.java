package dev.tripod.room;

/** What a participant is in a room. */
public enum Role {
    DESKTOP,
    CAMERA,
    VIEWER
}
