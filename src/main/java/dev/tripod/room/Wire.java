package dev.tripod.room;

import java.util.function.Consumer;

/** A socket as rooms need it. At most one {@link #send} is under way at a time. */
interface Wire {
    /** Writes a text frame; afterwards calls back, in any thread, with whether that worked. */
    void send(String text, Consumer<Boolean> done);

    /** Asks the peer for a sign of life. */
    void ping();

    void close(int code, String reason);
}
