package dev.tripod.status;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which build of the application this is. */
final class Version {
    /** As the build wrote it down. */
    static final String CURRENT = read();

    private Version() {}

    private static String read() {
        var build = new Properties();
        try (var file = Version.class.getResourceAsStream("build.properties")) {
            if (file != null) {
                build.load(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return build.getProperty("version", "unknown");
    }
}
