package dev.tripod.room;

import java.time.InstantSource;

/** Frames a second, with a burst of twice as many. For one connection; the container calls it from one thread at a time. */
final class FrameRate {
    private final int perSecond;
    private final InstantSource clock;
    private double left;
    private long counted;

    FrameRate(int perSecond, InstantSource clock) {
        this.perSecond = perSecond;
        this.clock = clock;
        this.left = 2.0 * perSecond;
        this.counted = clock.millis();
    }

    /** Counts a frame; false when it is one too many. */
    boolean take() {
        var now = clock.millis();
        left = Math.min(2.0 * perSecond, left + (now - counted) * perSecond / 1000.0);
        counted = now;
        left--;
        return left >= 0;
    }
}
