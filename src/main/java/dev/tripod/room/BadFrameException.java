package dev.tripod.room;

import java.util.Optional;

/** Says what is wrong with a frame, in the code of the protocol and in words; never repeats the frame. */
final class BadFrameException extends Exception {
    private static final long serialVersionUID = 1;

    private final String code;
    private final Optional<String> id;

    BadFrameException(String code, Optional<String> id, String detail) {
        super(detail);
        this.code = code;
        this.id = id;
    }

    RoomMessage.Failure frame() {
        return new RoomMessage.Failure(code, id, String.valueOf(getMessage()));
    }
}
