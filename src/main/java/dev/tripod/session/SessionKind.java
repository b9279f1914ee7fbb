package dev.tripod.session;

/** Who holds a session: a browser's user, or a phone that joined by claiming a camera pairing. */
public enum SessionKind {
    PERSON,
    CAMERA
}
