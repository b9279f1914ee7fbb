package dev.tripod.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port for a server that starts in a moment. It lies below those that the system gives to clients: whoever asks a
 * closed port of theirs again and again sooner or later connects to itself.
 */
public final class FreePort {
    private static final int LOWEST = 10_000;
    private static final int HIGHEST = 20_000;

    private FreePort() {}

    public static int find() {
        while (true) {
            try (var socket = new ServerSocket(ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST))) {
                return socket.getLocalPort();
            } catch (BindException e) {
                // in use; another one will be free
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
