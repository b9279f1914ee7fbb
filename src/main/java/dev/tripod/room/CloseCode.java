package dev.tripod.room;

/** The close codes of the room protocol, each with the reason that goes with it. */
final class CloseCode {
    static final int GOODBYE = 1000;
    static final int GOING_AWAY = 1001;
    static final int TOO_BIG = 1009;
    static final int RESTART = 1012;
    static final int SLOW_READER = 1013;
    static final int MALFORMED = 4400;
    static final int SESSION_ENDED = 4401;
    static final int FORBIDDEN = 4403;
    static final int UNKNOWN_ROOM = 4404;
    static final int NO_HELLO = 4408;
    static final int REPLACED = 4409;
    static final int TOO_FAST = 4429;
    /** No frame carries it: the connection broke, or the peer answers no more. */
    static final int VANISHED = 1006;

    private CloseCode() {}

    /** The reason in ASCII, at most 123 bytes. */
    static String reason(int code) {
        return switch (code) {
            case GOING_AWAY -> "no answer to pings";
            case TOO_BIG -> "frame too big";
            case RESTART -> "server is stopping";
            case SLOW_READER -> "try again later";
            case MALFORMED -> "too many malformed frames";
            case SESSION_ENDED -> "session ended";
            case FORBIDDEN -> "removed from the room";
            case UNKNOWN_ROOM -> "unknown room";
            case NO_HELLO -> "no hello";
            case REPLACED -> "replaced by a newer one";
            case TOO_FAST -> "too many frames";
            default -> "";
        };
    }
}
