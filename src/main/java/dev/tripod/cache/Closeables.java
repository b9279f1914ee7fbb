package dev.tripod.cache;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Closes customisations of a cache that want to be closed; a failure is logged and closes the others all the same. */
final class Closeables {
    private static final System.Logger LOG = System.getLogger(Closeables.class.getName());

    private Closeables() {}

    static void close(@Nullable Object... customisations) {
        for (var customisation : customisations) {
            if (customisation instanceof Closeable closeable) {
                try {
                    closeable.close();
                } catch (IOException | RuntimeException e) {
                    LOG.log(System.Logger.Level.WARNING, "A customisation of a cache did not close", e);
                }
            }
        }
    }
}
