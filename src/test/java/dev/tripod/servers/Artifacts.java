package dev.tripod.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipFile;

/** Gets distributions of servers from Maven Central, by Maven itself, and unpacks them. */
final class Artifacts {
    private static final Path PLACE = Path.of("target", "distributions").toAbsolutePath();
    private static final String COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy";

    private Artifacts() {}

    /** A new copy of the server in a directory of its own. */
    static Path unpacked(String coordinates, Path directory) {
        try (var zip = new ZipFile(archive(coordinates).toFile())) {
            for (var entry : Collections.list(zip.entries())) {
                var file = directory.resolve(withoutTop(entry.getName())).normalize();
                if (!file.startsWith(directory)) {
                    throw new IllegalStateException("The archive reaches out of its directory");
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    try (var content = zip.getInputStream(entry)) {
                        Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
                    }
                }
            }
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All archives have one directory on top. */
    private static String withoutTop(String name) {
        return name.substring(name.indexOf('/') + 1);
    }

    /** One at a time: instances of one server are set up side by side. */
    private static synchronized Path archive(String coordinates) {
        var parts = List.of(coordinates.split(":", -1));
        var name = parts.get(1) + "-" + parts.get(2) + (parts.size() > 4 ? "-" + parts.get(4) : "") + ".zip";
        var file = PLACE.resolve(name);
        if (!Files.exists(file)) {
            run(List.of("mvn", "-q", "-B", COPY, "-Dartifact=" + coordinates, "-DoutputDirectory=" + PLACE));
        }
        return file;
    }

    static void run(List<String> command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + " failed:\n" + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
