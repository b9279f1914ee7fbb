package dev.tripod.session;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who holds a session: a browser's user, or a phone that joined by claiming a camera pairing. */
public enum SessionKind {
    @JsonProperty("person")
    PERSON,
    @JsonProperty("camera")
    CAMERA
}
