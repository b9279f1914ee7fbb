package dev.tripod.testing;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A time in which a server stands still, as on a machine that is out of breath. */
public final class Pause {
    private Pause() {}

    /** Lets the server stand still until this is done. */
    public static void during(Runnable work, ServerProcess server) {
        signal("STOP", server);
        try {
            work.run();
        } finally {
            signal("CONT", server);
        }
    }

    private static void signal(String name, ServerProcess server) {
        try {
            var kill = new ProcessBuilder("kill", "-" + name, String.valueOf(server.pid())).start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("No signal could be sent");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
