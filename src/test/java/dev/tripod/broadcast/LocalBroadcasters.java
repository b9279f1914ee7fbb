package dev.tripod.broadcast;

import java.time.InstantSource;

/** Hands out broadcasters within one instance to tests of other packages. */
public final class LocalBroadcasters {
    private LocalBroadcasters() {}

    public static Broadcaster with(InstantSource clock) {
        return new LocalBroadcaster(clock);
    }
}
