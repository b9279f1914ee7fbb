package dev.tripod.room;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a participant is in a room. */
public enum Role {
    @JsonProperty("desktop")
    DESKTOP,
    @JsonProperty("camera")
    CAMERA,
    @JsonProperty("viewer")
    VIEWER
}
