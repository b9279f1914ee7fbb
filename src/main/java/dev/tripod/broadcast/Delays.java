package dev.tripod.broadcast;

import java.time.Duration;

/** Runs work later, on a thread where nothing may block. */
@FunctionalInterface
interface Delays {
    void after(Duration wait, Runnable work);
}
